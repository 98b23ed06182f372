// What the npm package asterisk-ami-client gets from a manager interface, as JSON. Usage: asterisk-ami-client.mjs PORT
import { once } from 'node:events';
import AmiClient from 'asterisk-ami-client';

setTimeout(() => process.exit(1), 30_000).unref();
const client = new AmiClient();
const events = [];
const over = new Promise((resolve) => {
  let ended = 0;
  client.on('event', (event) => {
    events.push(event);
    if (event.Event === 'Hangup' && ++ended === 2) resolve();
  });
});
await client.connect('boss', 's3cret', { host: '127.0.0.1', port: Number(process.argv[2]) });

// its own ids are the time in milliseconds, the same for two actions sent within one
let count = 0;
const send = (action) => client.action({ ...action, ActionID: `action-${++count}` }, true);

const ping = await send({ Action: 'Ping' });
const put = await send({ Action: 'DBPut', Family: 'client', Key: 'key', Val: 'a: b' });
const value = once(client, 'DBGetResponse');
await send({ Action: 'DBGet', Family: 'client', Key: 'key' });
const [{ Val }] = await value;
const missing = await send({ Action: 'DBGet', Family: 'client', Key: 'none' });
const bogus = await send({ Action: 'bogus' });
const queued = await send({
  Action: 'Originate',
  Channel: 'Local/called@default/n',
  Context: 'default',
  Exten: 'caller',
  Priority: 1,
  Async: true,
  CallerID: '"Bob" <123>',
  Variable: 'A=1,B=2',
});
await over;
client.disconnect();
const told = {
  ping: ping.Ping,
  put: put.Message,
  get: Val,
  missing: missing.Message,
  bogus: bogus.Message,
  queued: queued.Message,
};
process.stdout.write(`${JSON.stringify({ ...told, events })}\n`);
process.exit();
