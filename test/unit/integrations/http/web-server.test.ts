import { request } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { webServerPort } from '../../../../src/pbx/ports/web-server.ts';
import { freePort } from '../../../support/free-port.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

/** A PBX that listens for HTTP on a free port of this machine. */
async function open(lines = ''): Promise<{ pbx: TestPbx; port: number }> {
  const port = await freePort();
  const http = `[general]\nenabled=yes\nbindaddr=127.0.0.1\nbindport=${port}\n${lines}`;
  const pbx = await openTestPbx({ noload: ['res_console'], technologies: ['Phone'], config: { 'http.conf': http } });
  return { pbx, port };
}

async function console(pbx: TestPbx, line: string): Promise<string> {
  return (await pbx.pbx.ports.use(commandsPort).run(line)).text;
}

interface Heard {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

function ask(port: number, path: string, method = 'GET', body = ''): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (data: Buffer) => {
        text += data.toString();
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

test('a page is found under the prefix, whatever the case, with what is below it where it wants that', async () => {
  const { pbx, port } = await open('prefix=/pbx/\nservername=Front\n');
  await using _ = pbx;
  const server = pbx.pbx.ports.use(webServerPort);
  const remove = server.add({
    path: 'doors',
    withBelow: true,
    description: 'The doors',
    answer: ({ method, path, query, body, secure, remote }) => ({
      status: 200,
      body: [method, path, query.get('q'), body, secure, remote.host].join(' '),
    }),
  });
  const found = await ask(port, '/pbx/Doors/front/1?q=a%20b', 'POST', 'knock');
  expect(found.body).toBe('POST front/1 a b knock false 127.0.0.1');
  expect(found.headers).toMatchObject({ server: 'Front', 'cache-control': 'no-cache, no-store' });
  expect((await ask(port, '/doors')).status).toBe(404);
  expect((await ask(port, '/pbxdoors')).status).toBe(404);
  expect((await ask(port, '/pbx/httpstatus/below')).status).toBe(404);
  remove();
  expect((await ask(port, '/pbx/doors')).status).toBe(404);
});

test('a page that fails is status 500, and one that is asked too much of is 413', async () => {
  const { pbx, port } = await open();
  await using _ = pbx;
  pbx.pbx.ports.use(webServerPort).add({
    path: 'bad',
    description: 'Fails',
    answer: () => {
      throw new Error('broken');
    },
  });
  expect((await ask(port, '/bad')).status).toBe(500);
  expect((await ask(port, '/bad', 'POST', 'x'.repeat(70_000))).status).toBe(413);
});

test('redirects lead on, a HEAD has no body, and the status may be hidden', async () => {
  const { pbx, port } = await open('redirect=/ /httpstatus\nredirect=nowhere\n');
  await using _ = pbx;
  expect(await ask(port, '/')).toMatchObject({ status: 302, headers: { location: '/httpstatus' } });
  expect(pbx.log.has("redirect 'nowhere'")).toBe(true);
  expect((await ask(port, '/httpstatus')).body).toContain(`127.0.0.1:${port}`);
  expect(await ask(port, '/httpstatus', 'HEAD')).toMatchObject({ status: 200, body: '' });
  expect(await console(pbx, 'http show status')).toMatch(
    /^HTTP Server Status:\nPrefix: \nServer: Asterism\/\S+\nServer Enabled and Bound to 127\.0\.0\.1:\d+\n\nEnabled URI's:\n\/httpstatus => Asterisk HTTP General Status\n\nEnabled Redirects:\n {2}\/ => \/httpstatus\n\n/,
  );
  pbx.write('http.conf', `[general]\nenabled=yes\nbindaddr=127.0.0.1\nbindport=${port}\nenablestatus=no\n`);
  await pbx.pbx.modules.reload('http');
  expect((await ask(port, '/httpstatus')).status).toBe(404);
  expect(await console(pbx, 'http show status')).toContain("Enabled URI's:\nNone.\n");
});

test('rubbish on a connection is answered with 400, and others are served on', async () => {
  const { pbx, port } = await open();
  await using _ = pbx;
  for (const rubbish of ['\0\0\0\r\n\r\n', 'GET\r\n\r\n', `GET / HTTP/1.1\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`]) {
    const heard = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect({ host: '127.0.0.1', port }, () => socket.write(rubbish));
      socket.on('data', (data: Buffer) => {
        text += data.toString();
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve(text));
    });
    expect(heard).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
  }
  expect((await ask(port, '/httpstatus')).status).toBe(200);
});

test('a port that is taken is one line in the log, and the rest of the PBX goes on', async () => {
  const first = await open();
  await using _ = first.pbx;
  const http = `[general]\nenabled=yes\nbindaddr=127.0.0.1\nbindport=${first.port}\n`;
  const second = await openTestPbx({ noload: ['res_console'], technologies: ['Phone'], config: { 'http.conf': http } });
  await using __ = second;
  expect(second.log.of('error').filter((line) => line.includes('cannot listen on 127.0.0.1'))).toHaveLength(1);
});
