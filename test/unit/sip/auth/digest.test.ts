import { expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { digestResponse } from '../../../../src/sip/auth/digest.ts';
import { DigestClient } from '../../../../src/sip/auth/digest-client.ts';
import { DigestServer } from '../../../../src/sip/auth/digest-server.ts';
import { SipRequest, SipResponse } from '../../../../src/sip/message/message.ts';
import { parseText } from '../../../../src/sip/message/parse-message.ts';
import { systemTokens } from '../../../../src/sip/tokens.ts';

const source = { host: '192.0.2.1', port: 5060 };
const secret = { password: 'Circle of Life' };

function response(headers: ReadonlyArray<readonly [string, string]>, status = 401): SipResponse {
  const parsed = parseText(
    `SIP/2.0 ${status} x\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    source,
  );
  if (!parsed.ok || !(parsed.message instanceof SipResponse)) throw new Error('no response');
  return parsed.message;
}

function request(header: readonly [string, string] | undefined): SipRequest {
  const line = header ? `${header[0]}: ${header[1]}\r\n` : '';
  const parsed = parseText(`REGISTER sip:a SIP/2.0\r\n${line}\r\n`, source);
  if (!parsed.ok || !(parsed.message instanceof SipRequest)) throw new Error('no request');
  return parsed.message;
}

test('responses match the examples of RFC 7616 §3.9.1', () => {
  const input = {
    username: 'Mufasa',
    realm: 'http-auth@example.org',
    secret,
    method: 'GET',
    uri: '/dir/index.html',
    nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
    protection: { nc: '00000001', cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' },
  };
  expect(digestResponse({ ...input, algorithm: 'MD5' })).toBe('8ca523f5e9506fed4657c9700eebdbec');
  expect(digestResponse({ ...input, algorithm: 'SHA-256' })).toBe(
    '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
  );
});

for (const algorithm of ['MD5', 'SHA-256'] as const)
  for (const role of ['server', 'proxy'] as const)
    test(`${algorithm} as ${role}: right, wrong, replayed, stale`, async () => {
      const clock = new VirtualClock(0);
      const server = new DigestServer(clock, systemTokens, { algorithms: [algorithm], nonceLifeMs: 10_000 });
      const client = new DigestClient({ username: 'ada', secret }, systemTokens);
      expect(client.accept(response(server.challenge('pbx', role), role === 'server' ? 401 : 407))).toBe(true);
      const first = client.authorize('REGISTER', 'sip:a');
      const verdict = (header: readonly [string, string] | undefined, password = secret.password): string => {
        const credentials = server.credentials(request(header), 'pbx', role);
        return credentials ? server.verify(credentials, 'REGISTER', { password }) : 'none';
      };
      expect(verdict(undefined)).toBe('none');
      expect(verdict(first, 'other')).toBe('wrong');
      expect(verdict(first)).toBe('right');
      expect(verdict(first)).toBe('stale');
      expect(verdict(client.authorize('REGISTER', 'sip:a'))).toBe('right');
      expect(verdict(client.authorize('INVITE', 'sip:a'))).toBe('wrong');
      await clock.advance(10_001);
      expect(verdict(client.authorize('REGISTER', 'sip:a'))).toBe('stale');
    });

test('a forged nonce is stale even with the right secret', () => {
  const server = new DigestServer(new VirtualClock(0), systemTokens);
  const client = new DigestClient({ username: 'ada', secret }, systemTokens);
  client.accept(
    response([['WWW-Authenticate', 'Digest realm="pbx", nonce="0-00000000-00000000000000000000000000000000"']]),
  );
  const credentials = server.credentials(request(client.authorize('REGISTER', 'sip:a')), 'pbx', 'server');
  expect(credentials && server.verify(credentials, 'REGISTER', secret)).toBe('stale');
});

test('an md5secret does instead of the password, and clients without qop are served', () => {
  const server = new DigestServer(new VirtualClock(0), systemTokens);
  const client = new DigestClient({ username: 'ada', secret }, systemTokens);
  const [line] = server.challenge('pbx', 'server');
  client.accept(response([['WWW-Authenticate', (line?.[1] ?? '').replace(', qop="auth"', '')]]));
  const credentials = server.credentials(request(client.authorize('REGISTER', 'sip:a')), 'pbx', 'server');
  const ha1 = '5a6c8e9f';
  expect(credentials?.fields.has('qop')).toBe(false);
  expect(credentials && server.verify(credentials, 'REGISTER', secret)).toBe('right');
  expect(credentials && server.verify(credentials, 'REGISTER', { ha1 })).toBe('wrong');
});

test('a client takes the first challenge that it understands and tries refused credentials only once', () => {
  const client = new DigestClient({ username: 'ada', secret }, systemTokens);
  const challenges = [
    ['WWW-Authenticate', 'Basic realm="pbx"'],
    ['WWW-Authenticate', 'Digest realm="pbx", nonce="a", algorithm=SHA-512-256'],
    ['WWW-Authenticate', 'Digest realm="pbx", nonce="b", algorithm=SHA-256, qop="auth-int,auth", opaque="o"'],
  ] as const;
  expect(client.accept(response(challenges))).toBe(true);
  expect(client.authorize('INVITE', 'sip:a')?.[1]).toContain('nonce="b"');
  expect(client.accept(response(challenges))).toBe(false);
  client.authorize('INVITE', 'sip:a');
  expect(client.accept(response([['WWW-Authenticate', 'Digest realm="pbx", nonce="c", stale=TRUE']]))).toBe(true);
  expect(client.accept(response([['WWW-Authenticate', 'Basic realm="pbx"']]))).toBe(false);
});
