// What the npm package asterisk-manager gets from a manager interface, as JSON. Usage: asterisk-manager.mjs PORT
import { once } from 'node:events';
import AsteriskManager from 'asterisk-manager';

setTimeout(() => process.exit(1), 30_000).unref();
const manager = new AsteriskManager(Number(process.argv[2]), '127.0.0.1', 'boss', 's3cret', true);
const events = [];
const over = new Promise((resolve) => {
  let ended = 0;
  manager.on('managerevent', (event) => {
    events.push(event);
    if (event.event === 'Hangup' && ++ended === 2) resolve();
  });
});

/** The answer, be it an error or not. */
const send = (action) => new Promise((resolve) => manager.action(action, (_error, answer) => resolve(answer)));

const ping = await send({ action: 'ping' });
const put = await send({ action: 'dbput', family: 'client', key: 'key', val: 'a: b' });
const value = once(manager, 'dbgetresponse');
await send({ action: 'dbget', family: 'client', key: 'key' });
const [{ val }] = await value;
const missing = await send({ action: 'dbget', family: 'client', key: 'none' });
const bogus = await send({ action: 'bogus' });
const queued = await send({
  action: 'originate',
  channel: 'Local/called@default/n',
  context: 'default',
  exten: 'caller',
  priority: 1,
  async: 'true',
  callerid: '"Bob" <123>',
  variable: { A: 1, B: 2 },
});
await over;
manager.disconnect();
const told = {
  ping: ping.ping,
  put: put.message,
  get: val,
  missing: missing.message,
  bogus: bogus.message,
  queued: queued.message,
};
process.stdout.write(`${JSON.stringify({ ...told, events })}\n`);
