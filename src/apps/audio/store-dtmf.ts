import { defineAttachment } from '../../channel/attachment.ts';
import { bridgeSeat } from '../../channel/bridge/seat.ts';
import { type Call, end } from '../../channel/call.ts';
import { channelHungUp, digitHeard } from '../../channel/events.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { eventsPort } from '../../pbx/ports/events.ts';

/** Ends the storing of a channel's digits. */
const storingKey = defineAttachment<() => void>('store-dtmf');

/** Collects digits in a variable while the call goes on. */
export const application = defineApplication({
  name: 'StoreDTMF',
  module: 'app_dtmfstore',
  synopsis: 'Appends the digits that a channel sends or hears to a variable, while the call goes on',
  description: ['One at a time on a channel. Those it sends are those that the party it talks to presses.'],
  arguments: { arguments: rest('RX or TX,variable[,most digits]; or remove', { required: true }) },
  withoutArgument: 'end',
  examples: ['same => n,StoreDTMF(RX,pressed,24)', 'same => n,StoreDTMF(remove)'],
  run(call, { arguments: text }) {
    const { channel, log } = call;
    const [direction = '', variable = '', most = ''] = splitArguments(text);
    const stop = channel.attachments.get(storingKey);
    if (direction.toLowerCase() === 'remove') {
      if (!stop) {
        log.warning(`Cannot remove StoreDTMF from ${channel.name}: StoreDTMF not currently enabled`);
        return end();
      }
      stop();
      channel.attachments.delete(storingKey);
      return undefined;
    }
    const side = direction.toUpperCase();
    if (side !== 'RX' && side !== 'TX') {
      log.error('Direction must be either RX or TX');
      return end();
    }
    if (most !== '' && !/^\s*\d+/.test(most)) {
      log.error(`Invalid integer: ${most}`);
      return end();
    }
    if (stop) {
      log.warning(`StoreDTMF already set on '${channel.name}'`);
      return undefined;
    }
    if (variable === '') return undefined;
    channel.attachments.set(storingKey, store(call, side, variable, Number.parseInt(most, 10) || 0));
    return undefined;
  },
});

/** Begins; the returned function ends it. @param most how many digits at most; 0: no limit. */
function store(call: Call, side: 'RX' | 'TX', variable: string, most: number): () => void {
  const { channel } = call;
  const bus = call.use(eventsPort);
  const dialplan = call.use(dialplanPort);
  let count = 0;
  let value = '';
  const stops = [
    bus.on(digitHeard, ({ channel: { uniqueId }, digit }) => {
      if (digit.phase !== 'end' || (most > 0 && count >= most)) return;
      const from = call.use(channelsPort).find(uniqueId);
      const peer = from?.attachments.get(bridgeSeat)?.peer;
      if (side === 'RX' ? from !== channel : peer !== channel) return;
      count++;
      value += digit.digit;
      void dialplan.assign(call, variable, value);
    }),
    bus.on(channelHungUp, ({ channel: { uniqueId } }) => {
      if (uniqueId === channel.uniqueId) stop();
    }),
  ];
  const stop = (): void => {
    for (const one of stops) one();
  };
  void dialplan.assign(call, variable, '');
  return stop;
}
