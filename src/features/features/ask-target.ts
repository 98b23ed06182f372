import type { Channel } from '../../channel/channel.ts';
import type { DialplanTarget } from '../../channel/position.ts';
import { startTone, stopTone } from '../../channel/prompt/background-tone.ts';
import { DigitStream } from '../../channel/prompt/digit-stream.ts';
import { playPrompts } from '../../channel/prompt/play.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { promptsPort, tonesPort } from '../../pbx/ports/prompts.ts';
import { type FeatureHouse, transferContext } from './feature-house.ts';
import type { GeneralSettings } from './settings.ts';

/**
 * Asks a party where to transfer: a prompt, the dial tone, and an extension of its transfer context, as often as it may be tried.
 * @returns undefined where none is dialled. Rejects with the signal's reason.
 */
export async function askTarget(
  house: FeatureHouse,
  party: Channel,
  settings: GeneralSettings,
  signal: AbortSignal,
): Promise<DialplanTarget | undefined> {
  const context = transferContext(party);
  const sounds = house.ports.use(promptsPort);
  const play = (name: string, interruptedBy: () => boolean): ReturnType<typeof playPrompts> =>
    playPrompts(party, [name], { sounds, log: house.log, signal, interruptedBy });
  let { digit: first = '' } = await play('pbx-transfer', () => true);
  for (let attempt = 1; attempt <= settings.transferdialattempts; attempt++) {
    const exten = await dialled(house, party, context, first, settings.transferdigittimeout * 1000, signal);
    first = '';
    const target = { context, exten, priority: 1 };
    if (exten !== '' && house.ports.use(dialplanPort).exists(target, party.parties.caller.number)) return target;
    house.log.verbose(
      3,
      exten === ''
        ? `Channel ${party.name}: Dialed no digits.`
        : `Channel ${party.name}: Dialed '${exten}@${context}' does not exist.`,
    );
    const last = attempt === settings.transferdialattempts;
    await play(last ? settings.transferinvalidsound : settings.transferretrysound, () => false);
  }
  return undefined;
}

/** Digits until no longer extension is possible or none comes in time. */
async function dialled(
  house: FeatureHouse,
  party: Channel,
  context: string,
  start: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<string> {
  const dialplan = house.ports.use(dialplanPort);
  const caller = party.parties.caller.number;
  const tone = house.ports.has(tonesPort)
    ? house.ports.use(tonesPort).tone('dial', party.settings.toneZone)
    : undefined;
  const stream = new DigitStream(party);
  let digits = start;
  try {
    if (tone && digits === '') startTone(party, tone);
    while (digits === '' || dialplan.match(context, digits, caller).matchMore) {
      const digit = await stream.next(house.clock, timeoutMs, signal);
      if (digit === undefined || digit === '#') break;
      stopTone(party);
      digits += digit;
    }
    return digits;
  } finally {
    stopTone(party);
    stream.close();
  }
}
