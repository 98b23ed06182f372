import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listenHttp } from '../../../src/net/http-server.ts';
import { systemNetwork } from '../../../src/net/node-network.ts';
import { readTlsIdentity } from '../../../src/net/tls-identity.ts';

const LOCAL = { host: '127.0.0.1', port: 0 };
let folder: string;
let files: { certificateFile: string; keyFile: string };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tls-'));
  files = { certificateFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  const what = [
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=localhost',
  ];
  execFileSync('openssl', ['req', ...what, '-keyout', files.keyFile, '-out', files.certificateFile], {
    stdio: 'ignore',
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a TCP listener with an identity speaks TLS, and what speaks none never reaches its owner', async () => {
  const identity = await readTlsIdentity(files);
  if (!identity.ok) throw new Error(identity.fault.message);
  let accepted = 0;
  const listener = await systemNetwork.listenTcp(
    LOCAL,
    (connection) => {
      accepted++;
      return { onData: (chunk) => connection.write(chunk), onClose() {} };
    },
    identity.value,
  );
  if (!listener.ok) throw new Error(listener.fault.message);
  const { port } = listener.value.local;
  const plain = await new Promise<string>((resolve) => {
    systemNetwork
      .connectTcp({ host: '127.0.0.1', port }, { onData() {}, onClose: () => resolve('closed') })
      .write('Action: Ping\r\n\r\n');
  });
  const echoed = await new Promise<string>((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => socket.write('hello'));
    socket.on('error', reject);
    socket.on('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
  });
  expect({ plain, echoed, accepted }).toEqual({ plain: 'closed', echoed: 'hello', accepted: 1 });
  await listener.value.close();
});

test('a web server with an identity speaks HTTPS', async () => {
  const identity = await readTlsIdentity(files);
  if (!identity.ok) throw new Error(identity.fault.message);
  const server = await listenHttp(LOCAL, { maxBodyBytes: 10, tls: identity.value }, ({ secure, local }) => ({
    status: 200,
    body: `${secure} ${local.host}`,
  }));
  if (!server.ok) throw new Error(server.fault.message);
  const body = await new Promise<string>((resolve, reject) => {
    const options = { host: '127.0.0.1', port: server.value.local.port, rejectUnauthorized: false, agent: false };
    request(options, (answer) => answer.on('data', (data: Buffer) => resolve(data.toString())))
      .on('error', reject)
      .end();
  });
  expect(body).toBe('true 127.0.0.1');
  await server.value.close();
});

test('a certificate that is not there, is none, or has another key is a sentence, not a crash', async () => {
  const faultOf = async (given: Parameters<typeof readTlsIdentity>[0]): Promise<string> => {
    const read = await readTlsIdentity(given);
    return read.ok ? 'accepted' : read.fault.message;
  };
  expect(await faultOf({ certificateFile: undefined, keyFile: undefined })).toBe(
    'there is no certificate: set tlscertfile',
  );
  expect(await faultOf({ certificateFile: join(folder, 'none.pem'), keyFile: undefined })).toContain('no such file');
  expect(await faultOf({ certificateFile: files.certificateFile, keyFile: undefined })).toContain(
    files.certificateFile,
  );
  const rubbish = join(folder, 'rubbish.pem');
  writeFileSync(rubbish, 'rubbish');
  expect(await faultOf({ certificateFile: rubbish, keyFile: undefined })).toContain(rubbish);
  expect(await faultOf({ ...files, ciphers: 'NO-SUCH-CIPHER' })).toContain('cipher');
  expect(await faultOf(files)).toBe('accepted');
});
