import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../../src/base/clock.ts';
import { HomeBridge } from '../../../../src/integrations/home/home-bridge.ts';
import { openHttpFace } from '../../../../src/integrations/home/http-face.ts';
import type { HttpServer } from '../../../../src/net/http-server.ts';
import { MemoryNetwork } from '../../../../src/net/memory-network.ts';

const TOKEN = 'a-token-for-tests';
const open: Array<HttpServer | HomeBridge> = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** A face over a bridge that has no PBX. */
async function face(): Promise<{ bridge: HomeBridge; url: string }> {
  const log = { notice: () => {}, warning: () => {} };
  const house = { network: new MemoryNetwork(systemClock), clock: systemClock, log };
  const bridge = new HomeBridge(house, {
    manager: { host: '127.0.0.1', port: 5038, username: 'a', password: 'b' },
    http: undefined,
    items: [
      { path: 'office.fon', type: 'bool', device: '2222' },
      { path: 'office.lamp', type: 'bool' },
      { path: 'office.dim', type: 'num' },
    ],
    logics: [],
  });
  const opened = await openHttpFace(bridge, systemClock, { host: '127.0.0.1', port: 0, token: TOKEN });
  if (!opened.ok) throw new Error(opened.fault.message);
  open.push(opened.value, bridge);
  return { bridge, url: `http://127.0.0.1:${opened.value.local.port}` };
}

async function ask(url: string, method = 'GET', body?: unknown, token = TOKEN): Promise<[number, unknown]> {
  const init = { method, headers: { authorization: `Bearer ${token}` } };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(url, body === undefined ? init : { ...init, body: text });
  const answered = await answer.text();
  return [answer.status, answered === '' ? '' : JSON.parse(answered)];
}

test('nothing is told without the token', async () => {
  const { url } = await face();
  expect((await ask(`${url}/items`, 'GET', undefined, 'wrong'))[0]).toBe(401);
  expect((await fetch(`${url}/status`)).status).toBe(401);
  expect(await ask(`${url}/status`)).toEqual([200, { connected: false }]);
});

test('items are read and set, each by its type', async () => {
  const { url } = await face();
  expect(await ask(`${url}/items/office.lamp`, 'PUT', { value: true })).toEqual([
    200,
    { path: 'office.lamp', value: true },
  ]);
  expect(await ask(`${url}/items/office.lamp`)).toEqual([200, { path: 'office.lamp', type: 'bool', value: true }]);
  expect(await ask(`${url}/items`)).toEqual([
    200,
    {
      items: [
        { path: 'office.fon', type: 'bool', value: null },
        { path: 'office.lamp', type: 'bool', value: true },
        { path: 'office.dim', type: 'num', value: null },
      ],
    },
  ]);
  expect((await ask(`${url}/items/office.lamp`, 'PUT', { value: 'yes' }))[0]).toBe(400);
  expect((await ask(`${url}/items/office.fon`, 'PUT', { value: true }))[0]).toBe(409);
  expect((await ask(`${url}/items/nowhere`, 'PUT', { value: true }))[0]).toBe(404);
});

test('events tells what is new, and waits for it where asked', async () => {
  const { bridge, url } = await face();
  bridge.items.set('office.dim', 7);
  const first = { number: 1, kind: 'item', path: 'office.dim', value: 7 };
  expect(await ask(`${url}/events`)).toEqual([200, { last: 1, events: [first] }]);
  const waiting = ask(`${url}/events?after=1&wait=30`);
  await ask(`${url}/items/office.dim`, 'PUT', { value: 8 });
  expect(await waiting).toEqual([200, { last: 2, events: [{ ...first, number: 2, value: 8 }] }]);
  expect((await ask(`${url}/events?after=x`))[0]).toBe(400);
  expect((await ask(`${url}/events?wait=9999`))[0]).toBe(400);
});

test('without a PBX a request is answered with 503, and a senseless one with 400', async () => {
  const { url } = await face();
  const call = { source: 'SIP/200', destination: '240', context: 'door' };
  expect((await ask(`${url}/call`, 'POST', call))[0]).toBe(503);
  expect((await ask(`${url}/hangup`, 'POST', { device: '240' }))[0]).toBe(503);
  expect((await ask(`${url}/db/dnd/office`))[0]).toBe(503);
  expect((await ask(`${url}/db/dnd/office`, 'PUT', { value: 1 }))[0]).toBe(503);
  expect((await ask(`${url}/mailboxes/22?context=default`))[0]).toBe(503);
  expect((await ask(`${url}/call`, 'POST', { ...call, source: 'SIP/2 00' }))[0]).toBe(400);
  expect((await ask(`${url}/call`, 'POST', { ...call, callerid: 'x\r\nAction: Logoff' }))[0]).toBe(400);
  expect((await ask(`${url}/db/dnd`, 'PUT', { value: 1 }))[0]).toBe(400);
  expect((await ask(`${url}/db/dnd/office`, 'PUT', { value: [1] }))[0]).toBe(400);
  expect((await ask(`${url}/mailboxes/a%40b`))[0]).toBe(400);
});

test('broken and large requests are refused', async () => {
  const { url } = await face();
  expect((await ask(`${url}/call`, 'POST', '{'))[0]).toBe(400);
  expect((await ask(`${url}/call`, 'POST', '[]'))[0]).toBe(400);
  expect((await ask(`${url}/items/%zz`))[0]).toBe(400);
  expect((await ask(`${url}/nothing`))[0]).toBe(404);
  expect((await ask(`${url}/call`, 'POST', 'x'.repeat(20_000)))[0]).toBe(413);
});
