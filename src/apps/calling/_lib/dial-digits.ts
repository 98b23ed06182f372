import type { Call } from '../../../channel/call.ts';
import type { Channel } from '../../../channel/channel.ts';
import { isInterruption } from '../../../channel/hangup.ts';
import { playItem } from '../../../channel/prompt/play.ts';
import type { ToneStep } from '../../../media/facade.ts';
import { mfSteps, sfSteps } from '../../audio/_lib/multi-frequency.ts';
import { sendDigits } from '../../audio/_lib/send-digits.ts';
import type { DialOptions } from './dial-options.ts';

/**
 * The parts of option D behind the second: digits for the called party as soon as it makes progress, as keys are pressed, by
 * multi-frequency, or by single-frequency pulses. Those for a wink are never sent: no line here can wink.
 */
export function sendOnProgress(call: Call, callee: Channel, options: DialOptions): void {
  const [, , keys = '', mf = '', , sf = ''] = (options.parameter('D') ?? '').split(':');
  if (keys === '' && mf === '' && sf === '') return;
  void send(call, callee, { keys, mf, sf, echoes: options.has('E') }).catch((reason: unknown) => {
    if (!isInterruption(reason)) throw reason;
  });
}

interface OnProgress {
  readonly keys: string;
  readonly mf: string;
  readonly sf: string;
  /** The caller hears the tones too. */
  readonly echoes: boolean;
}

async function send(call: Call, callee: Channel, { keys, mf, sf, echoes }: OnProgress): Promise<void> {
  const { clock, log } = call;
  const signal = callee.hangupSignal;
  const tones = async (kind: string, digits: string, tone: readonly ToneStep[]): Promise<void> => {
    if (tone.length === 0) return;
    log.verbose(3, `Sending ${kind} '${digits}' to ${callee.name} as result of receiving a PROGRESS message.`);
    const item = { kind: 'tone', tone, loop: false } as const;
    const hearers = echoes ? [callee, call.channel] : [callee];
    await Promise.all(hearers.map((channel) => playItem(channel, item, signal)));
  };
  await tones('MF', mf, mfSteps(mf));
  await tones('SF', sf, sfSteps(sf));
  if (keys === '') return;
  log.verbose(3, `Sending DTMF '${keys}' to the called party as result of receiving a PROGRESS message.`);
  await sendDigits(callee, keys, { clock, log, signal, gapMs: 250, durationMs: 100 });
}
