import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Target } from '../../bench/target.ts';
import { systemClock } from '../../src/base/clock.ts';
import { createHttpClient } from '../../src/net/http-client.ts';

const [HTTP, HTTPS, TLS] = [25888, 25889, 25839];
const asterisk = asteriskTarget();
/** Asterisk sees its root folder as `/`. */
const chroot = process.env['ASTERISK_ROOT']?.replace(/\/$/, '') ?? '';
const client = createHttpClient(systemClock);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(chroot === '' ? join(tmpdir(), 'web-') : join(chroot, 'tmp', 'web-'));
  chmodSync(folder, 0o755);
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const what = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  execFileSync('openssl', ['req', ...what, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  writeFileSync(join(folder, 'both.pem'), readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that is asked, and what came: numbers that differ from run to run taken out. */
async function conversation(target: Target): Promise<readonly string[]> {
  const certificate = join(target.name === 'asterisk' ? folder.slice(chroot.length) : folder, 'both.pem');
  const running = await target.start({
    ...BASE_FILES,
    'http.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nbindport=${HTTP}\nprefix=pbx\ntlsenable=yes\ntlsbindaddr=127.0.0.1:${HTTPS}\ntlscertfile=${certificate}\n`,
    'manager.conf': `[general]\nenabled=yes\nwebenabled=yes\nport=25838\nbindaddr=127.0.0.1\ntlsenable=yes\ntlsbindaddr=127.0.0.1:${TLS}\ntlscertfile=${certificate}\n[boss]\nsecret=s3cret\nread=user\nwrite=all\n[clerk]\nsecret=s3cret\nread=user\nwrite=call\n`,
    'extensions.conf': '[default]\nexten => 1,1,NoOp()\n',
  });
  const heard: string[] = [];
  let cookie = '';
  const ask = async (target: string, post?: string, user?: string, secret = 's3cret'): Promise<void> => {
    const result = await client.fetch({
      url: `${target.startsWith('s:') ? `https://127.0.0.1:${HTTPS}` : `http://127.0.0.1:${HTTP}`}/pbx/${target.replace('s:', '')}`,
      headers: {
        ...(cookie !== '' && { cookie }),
        ...(post !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(post !== undefined && { method: 'POST', body: post }),
      ...(user !== undefined && { credentials: { user, secret } }),
      tlsVerify: false,
      maxBytes: 100_000,
      timeoutMs: 20_000,
    });
    if (!result.ok) {
      heard.push(`${target}: ${result.fault.kind}`);
      return;
    }
    const { status, headers, body } = result.response;
    cookie = /mansession_id="[0-9a-f]+"/.exec(headers.get('set-cookie') ?? '')?.[0] ?? cookie;
    const shown = ['content-type', 'pragma', 'cache-control'].map((name) => `${name}: ${headers.get(name)}`);
    const maxAge = /Version=1; Max-Age=\d+/.exec(headers.get('set-cookie') ?? '')?.[0];
    const rows = Buffer.from(body)
      .toString('utf8')
      .replace(/imestamp(: |='|<\/td><td>)[\d.]+/g, 'imestamp');
    // the page round the rows is our own, as those of faults are
    const text = /html/.test(shown[0] ?? '') ? (rows.match(/<tr><td>.*<\/td><\/tr>/g)?.join('\n') ?? '') : rows;
    heard.push(`${target} ${post ?? ''}\n${status} ${shown.join(', ')} ${maxAge}\n${text}`);
  };
  try {
    for (const form of ['rawman', 'mxml', 'manager']) {
      cookie = '';
      await ask(`${form}?action=ping`);
      await ask(`${form}?action=login&username=boss&secret=s3cret`);
      await ask(`${form}?action=ping&actionid=7`);
      await ask(form);
      await ask(`${form}?action=command&command=core+show+nothing`);
      await ask(`${form}?action=dbput&family=web&key=k&val=%3Ca%26%22b%27%3E`);
      await ask(`${form}?action=dbget&family=web&key=k`);
      await ask(form, 'action=events&eventmask=user');
      await ask(`${form}?action=waitevent&timeout=1`);
      await ask(`${form}?action=userevent&userevent=Name&k=1&k=2&Foo-Bar=x`);
      await ask(`${form}?action=waitevent&timeout=5`);
      await ask(`s:${form}?action=ping`);
      await ask(`${form}?action=logoff`);
      await ask(`${form}?action=ping`);
      await ask(`a${form}?action=ping&actionid=8`, undefined, 'boss');
      await ask(`s:a${form}`, 'action=ping', 'boss');
      await ask(`a${form}?action=ping`, undefined, 'boss', 'wrong');
      await ask(`a${form}?action=dbput&family=web&key=k&val=2`, undefined, 'clerk');
    }
    await ask('nothing');
    await ask('rawman/below');
    heard.push(await overTls());
  } finally {
    await running.stop();
  }
  return heard;
}

/** A login over TLS, and a ping. */
function overTls(): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ host: '127.0.0.1', port: TLS, rejectUnauthorized: false }, () => {
      socket.write('Action: Login\r\nUsername: boss\r\nSecret: s3cret\r\n\r\nAction: Logoff\r\n\r\n');
    });
    socket.on('data', (data: Buffer) => {
      text += data.toString('utf8');
    });
    socket.once('error', reject);
    socket.once('end', () => resolve(text));
  });
}

test('AMI answers over HTTP, HTTPS and TLS, and by the bodies of a real Asterisk where there is one', async () => {
  const ours = await conversation(asterismTarget());
  expect(ours).toHaveLength(3 * 18 + 3);
  expect(ours.at(-1)).toBe(
    'Asterisk Call Manager/5.0.4\r\nResponse: Success\r\nMessage: Authentication accepted\r\n\r\nResponse: Goodbye\r\nMessage: Thanks for all the fish.\r\n\r\n',
  );
  expect(ours.filter((one) => /\n200 /.test(one)).length).toBe(3 * 17);
  if (asterisk) expect(ours).toEqual(await conversation(asterisk));
});
