import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkRequest } from '../../../../src/sip/message/check-request.ts';
import type { SipRequest, SipResponse } from '../../../../src/sip/message/message.ts';
import { parseMessage } from '../../../../src/sip/message/parse-message.ts';

const here = new URL('./', import.meta.url);
const source = { host: '192.0.2.1', port: 5060 };

function parse(name: string): ReturnType<typeof parseMessage> {
  return parseMessage(readFileSync(new URL(`${name}.dat`, here)), source);
}

function message(name: string): SipRequest | SipResponse {
  const parsed = parse(name);
  if (!parsed.ok) throw new Error(`${name}: ${parsed.fault.message}`);
  return parsed.message;
}

function request(name: string): SipRequest {
  const found = message(name);
  if (found.kind !== 'request') throw new Error(`${name} is a response`);
  return found;
}

/** Each file and what becomes of it: a status to refuse it with, `sound`, `response`, `unanswerable` or the fault's reason. */
const TABLE: Readonly<Record<string, number | string>> = {
  'valid-tortuous': 'sound',
  'valid-odd-characters': 'sound',
  'valid-escaped-nul': 'sound',
  'valid-percent-is-no-escape': 'sound',
  'valid-semicolon-in-user': 'sound',
  'valid-many-transports': 'sound',
  'valid-binary-body': 'sound',
  'valid-utf8-names': 'sound',
  'valid-no-reason': 'response',
  'valid-odd-reason': 'response',
  'valid-two-in-one': 'sound',
  'valid-bare-line-feeds': 'sound',
  'valid-long-values': 'sound',
  'valid-empty-lines-first': 'sound',
  'bad-content-length-too-large': 400,
  'bad-content-length-negative': 400,
  'bad-cseq-too-large': 400,
  'bad-cseq-method': 400,
  'bad-uri-in-brackets': 400,
  'bad-uri-with-spaces': 400,
  'bad-uri-no-host': 400,
  'bad-scheme-unknown': 416,
  'bad-version': 505,
  'bad-max-forwards': 400,
  'bad-two-from': 400,
  'bad-to-never-closed': 400,
  'bad-missing-headers': 400,
  'unanswerable-via': 'unanswerable',
  'fault-status-overflow': 'status-code',
  'fault-request-line-trailing-space': 'start-line',
  'fault-no-version': 'start-line',
  'fault-other-protocol': 'start-line',
  'fault-noise': 'start-line',
};

test('every file of the folder is in the table', () => {
  const files = readdirSync(here).filter((name) => name.endsWith('.dat'));
  expect(files.map((name) => name.slice(0, -4)).sort()).toEqual(Object.keys(TABLE).sort());
});

for (const [name, expected] of Object.entries(TABLE))
  test(`${name}: ${expected}`, () => {
    const parsed = parse(name);
    if (!parsed.ok) expect(parsed.fault.reason).toBe(expected);
    else if (parsed.message.kind === 'response') expect(expected).toBe('response');
    else if (!parsed.message.via) expect(expected).toBe('unanswerable');
    else expect(checkRequest(parsed.message)?.status ?? 'sound').toBe(expected);
  });

test('a tortuous request is understood in every part', () => {
  const invite = request('valid-tortuous');
  expect(invite.from?.displayName).toBe('A "quoted" \\ name');
  expect(invite.from?.tag).toBe('98asjd8');
  expect(invite.to?.uri?.user).toBe('bert');
  expect(invite.to?.tag).toBe('1918181833n');
  expect(invite.cseq).toEqual({ number: 9, method: 'INVITE' });
  expect(invite.number('Max-Forwards')).toBe(68);
  expect(invite.via?.branch).toBe('390skdjuw');
  expect(invite.values('Via')).toHaveLength(3);
  expect(invite.linesNamed('newfangled')).toEqual(['newfangled value continued newfangled value']);
  expect(invite.contacts[0]?.displayName).toBe('Quoted "string" ""');
  expect(invite.contacts[0]?.param('q')).toBe('0.33');
  expect(invite.header('Subject')).toBe('');
  expect(invite.body).toBe('hi!');
});

test('escapes in a user part are read, and only there', () => {
  expect(request('valid-escaped-nul').contacts.map((contact) => contact.uri?.user)).toEqual(['\0', '\0\0']);
  expect(request('valid-percent-is-no-escape').method).toBe('RE%47IST%45R');
  expect(request('valid-semicolon-in-user').uri?.user).toBe('user;par=u@example.net');
  expect(request('valid-semicolon-in-user').uri?.host).toBe('example.com');
});

test('names are UTF-8, bodies are bytes, and a second message in a datagram is not part of the first', () => {
  expect(request('valid-utf8-names').from?.displayName).toBe('Jürgen Größe ☎');
  expect(Buffer.from(request('valid-binary-body').body, 'latin1')).toEqual(
    Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
  );
  expect(request('valid-two-in-one').body).toBe('v=0\r\no=x');
  expect(request('valid-long-values').values('Via')).toHaveLength(41);
  expect(request('valid-many-transports').values('Via')[2]).toContain('[2001:db8::9:1]:5061');
});
