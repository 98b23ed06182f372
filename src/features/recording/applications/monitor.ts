import type { Call, Outcome } from '../../../channel/call.ts';
import { type OptionsGiven, options, text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { fileFormat } from '../../../media/file-format.ts';
import { beepInterval } from '../beeper.ts';
import { followChannel } from '../follow-channel.ts';
import { Monitor, monitorBase, monitorOf } from '../monitor.ts';
import { recordingHouse } from '../recording-house.ts';

type Options = OptionsGiven<'m' | 'b' | 'B' | 'i' | 'o'>;

/** Records the two sides of a call in two files. */
export const application = defineApplication({
  name: 'Monitor',
  module: 'res_monitor',
  synopsis: 'Records what the caller says and what he hears in two files, while the dialplan goes on',
  description: [
    'The files are NAME-in and NAME-out in astspooldir/monitor, until the call ends or StopMonitor(). On a channel that is recorded already it changes the name.',
    'Deviation: option m mixes the files itself, without sox; where MONITOR_EXEC names a program, that is run with the three file names as in Asterisk.',
  ],
  arguments: {
    format: text('the format of the files; wav where left out'),
    name: text('the name of the files; made of the time and the channel where left out'),
    options: options('how to record', {
      m: { doc: 'mix both into one file in the end and delete the two' },
      b: { doc: 'begin when the call is bridged' },
      B: { doc: 'beep every so many seconds; 15 unless given', parameter: 'optional' },
      i: { doc: 'not what the caller says' },
      o: { doc: 'not what the caller hears' },
    }),
  },
  examples: ['same => n,Monitor(wav,${UNIQUEID},m)'],
  seeAlso: ['StopMonitor', 'ChangeMonitor', 'PauseMonitor', 'MixMonitor'],
  run(call, { format, name, options: given }, whole) {
    if (whole === '') {
      call.log.error('Monitor requires an argument');
      return undefined;
    }
    const current = monitorOf(call.channel);
    if (!given.has('b') || call.channel.bridgeId !== undefined || current) return begin(call, format, name, given);
    const stop = followChannel(recordingHouse(call).bus, call.channel, {
      bridged(on) {
        if (!on) return;
        stop();
        begin(call, format, name, given);
      },
      gone: () => stop(),
    });
    return undefined;
  },
});

function begin(call: Call, formatAndUrl: string, name: string, given: Options): Outcome {
  const { channel } = call;
  const house = recordingHouse(call);
  const current = monitorOf(channel);
  const base = monitorBase(house, channel, name);
  if (current) {
    if (name !== '') current.rename(base);
    current.joinFiles(given.has('m'));
    return undefined;
  }
  const extension = formatAndUrl.split(':', 1)[0] || 'wav';
  const format = fileFormat(extension);
  if (!format) {
    call.log.warning(`No such format '${extension}'`);
    return { kind: 'end' };
  }
  const leg = channel.media;
  if (!leg) return undefined;
  new Monitor(house, channel, leg, {
    format,
    base,
    mix: given.has('m'),
    input: !given.has('i'),
    output: !given.has('o'),
    beepEveryMs: given.has('B') ? beepInterval(given.parameter('B') ?? '') : undefined,
  });
  return undefined;
}
