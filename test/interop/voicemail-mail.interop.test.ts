import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Secret } from '../../src/config/schema/secret.ts';
import type { VoicemailOptions } from '../../src/features/voicemail/files/voicemail-conf.ts';
import { composeMail, type ReadyMail, type SendResult, sendMail } from '../../src/features/voicemail/mail/send-mail.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import { startNothing, testEnvironment } from '../support/test-pbx.ts';

let folder: string;
const closers: (() => void)[] = [];
const received: { readonly user: string; readonly to: string[]; readonly text: string }[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'asterism-smtp-'));
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files], {
    stdio: 'ignore',
  });
});
afterEach(() => {
  for (const close of closers.splice(0)) close();
  received.length = 0;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NO_PROCESSES = {
  start: startNothing,
  environment: testEnvironment(),
  run: () => Promise.reject(new Error('not here')),
  shell: () => Promise.reject(new Error('not here')),
};

async function server(options: SMTPServerOptions = {}): Promise<number> {
  const smtp = new SMTPServer({
    key: readFileSync(join(folder, 'key.pem')),
    cert: readFileSync(join(folder, 'cert.pem')),
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'tops3cret' ? done(null, { user: username }) : done(new Error('wrong')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ user: String(session.user), to, text: Buffer.concat(chunks).toString() });
        done();
      });
    },
    ...options,
  });
  smtp.on('error', () => {});
  closers.push(() => smtp.close());
  const { promise, resolve } = Promise.withResolvers<number>();
  const listening = smtp.listen(0, '127.0.0.1', () => {
    const address = listening.address();
    resolve(typeof address === 'object' && address ? address.port : 0);
  });
  return promise;
}

function mail(): Promise<ReadyMail> {
  const text = { subject: 'New message 1', text: 'Hello Jürgen\n', to: ['a@example.org', 'b@example.org'] };
  return composeMail(
    { ...text, headers: {}, from: { name: 'The PBX', address: 'pbx@example.org' } },
    { filename: 'msg0000.wav', content: Buffer.alloc(90_000, 7) },
  );
}

async function send(
  port: number,
  more: Partial<VoicemailOptions> = {},
  signal = new AbortController().signal,
): Promise<SendResult> {
  const options = {
    smtpserver: `localhost:${port}`,
    smtpuser: 'pbx',
    smtpsecret: new Secret('tops3cret'),
    smtptls: 'starttls',
    smtpca: join(folder, 'cert.pem'),
    ...more,
  } as VoicemailOptions;
  return sendMail(await mail(), options, { processes: NO_PROCESSES, network: systemNetwork }, signal);
}

test('mail goes out by STARTTLS and login, with the message', async () => {
  expect(await send(await server())).toEqual({ kind: 'sent' });
  expect(received).toHaveLength(1);
  expect(received[0]).toMatchObject({ user: 'pbx', to: ['a@example.org', 'b@example.org'] });
  expect(received[0]?.text).toContain('Subject: New message 1');
  expect(received[0]?.text).toContain('filename=msg0000.wav');
});

test('a certificate that nobody vouches for, a server without TLS and a wrong password: no mail can go, and no secret told', async () => {
  const results = [
    await send(await server(), { smtpca: undefined }),
    await send(await server({ disabledCommands: ['STARTTLS'] })),
    await send(await server(), { smtpsecret: new Secret('letmein9') }),
  ];
  for (const result of results) {
    expect(result).toMatchObject({ kind: 'away', reason: expect.stringContaining('SMTP server localhost:') });
    expect(JSON.stringify(result)).not.toMatch(/tops3cret|letmein9/);
  }
  expect(received).toEqual([]);
});

test('an address that the server refuses is final; a full server is not', async () => {
  const refusing = (responseCode: number): SMTPServerOptions => ({
    onRcptTo: (_address, _session, done) => done(Object.assign(new Error('no'), { responseCode })),
  });
  expect(await send(await server(refusing(550)))).toMatchObject({ kind: 'refused' });
  expect(await send(await server(refusing(452)))).toMatchObject({ kind: 'later' });
});

test('a server that takes some and not others: who has it, who may get it yet, who never does', async () => {
  const answers: Record<string, number> = { 'a@example.org': 250, 'b@example.org': 550 };
  const port = await server({
    onRcptTo: ({ address }, _session, done) => {
      const responseCode = answers[address] ?? 250;
      done(responseCode === 250 ? null : Object.assign(new Error('not now'), { responseCode }));
    },
  });
  expect(await send(port)).toEqual({
    kind: 'sent',
    refused: { to: ['b@example.org'], reason: expect.stringContaining('SMTP server localhost:') },
  });
  answers['b@example.org'] = 450;
  expect(await send(port)).toMatchObject({ kind: 'sent', later: { to: ['b@example.org'] } });
  answers['b@example.org'] = 250;
  expect(await send(port)).toEqual({ kind: 'sent' });
  expect(received.map(({ to }) => to.length)).toEqual([1, 1, 2]);
});

test('a server that closes with 421 is away; one that wants a login first, too', async () => {
  for (const responseCode of [421, 530]) {
    const onMailFrom: SMTPServerOptions['onMailFrom'] = (_address, _session, done) =>
      done(Object.assign(new Error('no'), { responseCode }));
    expect(await send(await server({ onMailFrom }))).toMatchObject({ kind: 'away' });
  }
});

test('a server that says nothing is let go when the module ends', async () => {
  const silent = createServer((socket) => void socket.on('error', () => {}));
  const { promise, resolve } = Promise.withResolvers<void>();
  silent.listen(0, '127.0.0.1', resolve);
  await promise;
  closers.push(() => silent.close());
  const ending = new AbortController();
  silent.on('connection', () => ending.abort());
  expect(await send((silent.address() as AddressInfo).port, {}, ending.signal)).toMatchObject({ kind: 'away' });
});

test('a server that is away, talks garbage or never stops talking: no mail can go', async () => {
  const peer = async (talk: (socket: Socket) => void): Promise<number> => {
    const tcp = createServer((socket) => {
      socket.on('error', () => {});
      closers.push(() => socket.destroy());
      talk(socket);
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    tcp.listen(0, '127.0.0.1', resolve);
    await promise;
    closers.push(() => tcp.close());
    return (tcp.address() as AddressInfo).port;
  };
  expect(await send(1)).toMatchObject({ kind: 'away' });
  expect(await send(25, { smtpserver: 'nobody.invalid' })).toMatchObject({
    kind: 'away',
    reason: 'SMTP server nobody.invalid: nobody knows the address of nobody.invalid',
  });
  expect(await send(await peer((socket) => void socket.end('\0\xff garbage\r\n')))).toMatchObject({ kind: 'away' });
  const flood = (socket: Socket): void => {
    const piece = Buffer.alloc(1 << 16, 'x');
    const pour = (): void => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', pour);
    pour();
  };
  const before = process.memoryUsage().rss;
  expect(await send(await peer(flood))).toMatchObject({ kind: 'away' });
  expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20);
});
