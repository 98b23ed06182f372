// Places a call and tells what truly became of it.
//   node call.mjs HOST PORT USER SECRET CHANNEL APPLICATION [DATA]
import { connectAmi } from 'asterism/ami';

const [host, port, username, secret, channel, application, data = ''] = process.argv.slice(2);
if (application === undefined) {
  console.error('usage: node call.mjs HOST PORT USER SECRET CHANNEL APPLICATION [DATA]');
  process.exit(2);
}
using ami = connectAmi({ host, port: Number(port), username, secret });
await ami.whenUp(AbortSignal.timeout(10_000));
console.log(`connected to ${ami.server}`);

const call = await ami.call({ Channel: channel, Application: application, Data: data, Timeout: 30_000 });
switch (call.outcome) {
  case 'answered': {
    console.log(`answered: ${call.channel}`);
    const { cause, causeText } = await call.ended;
    console.log(`over: ${cause} ${causeText}`);
    break;
  }
  case 'failed':
    console.log(`failed: reason ${call.reason}`);
    break;
  case 'refused':
    console.log(`refused: ${call.message}`);
    break;
  case 'unknown':
    console.log('the connection broke, and there is no trace of the call');
    break;
}
