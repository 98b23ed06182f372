// Shows who talks: the live channels at each change, over reconnects, until it is interrupted.
//   node watch.mjs HOST PORT USER SECRET
import { AmiChannels, connectAmi, dbGet, dbPut } from 'asterism/ami';

const [host, port, username, secret] = process.argv.slice(2);
if (secret === undefined) {
  console.error('usage: node watch.mjs HOST PORT USER SECRET');
  process.exit(2);
}
const ami = connectAmi({ host, port: Number(port), username, secret, log: { notice: console.log, warning: console.log } });
const channels = new AmiChannels(ami);

ami.onUp(async () => {
  const seen = await dbGet(ami, 'watch', 'times');
  const times = Number((seen.ok && seen.value) || 0) + 1;
  await dbPut(ami, 'watch', 'times', String(times));
  console.log(`up, for the ${times}. time`);
});
ami.onDown((reason) => console.log(`down: ${reason}`));
ami.on('Hangup', (event) => console.log(`${event.get('Channel')} is gone: ${event.get('Cause-txt')}`));

let shown = '';
channels.onChange(() => {
  const rows = channels.list().map(({ name, state, context, exten }) => `${name} ${state} ${exten}@${context}`);
  const text = rows.join(', ') || 'nobody';
  if (channels.complete && text !== shown) console.log(`talking: ${text}`);
  shown = text;
});

process.once('SIGINT', () => {
  channels.close();
  ami.close();
});
