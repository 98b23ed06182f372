import type { Channel } from '../../channel/channel.ts';
import { dialStringOf } from '../../channel/dial/dial-string.ts';
import { playPrompts } from '../../channel/prompt/play.ts';
import type { OptionsGiven } from '../../extend/argument.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';
import { digitPrompts } from '../../say/characters.ts';
import type { parkOptions } from './park-options.ts';
import type { Holding, ParkedCall } from './parked-call.ts';
import type { Lot, ParkingKeeper } from './parking-keeper.ts';

/** What came with Park(). */
export type ParkOptions = Pick<
  OptionsGiven<Exclude<Extract<keyof typeof parkOptions, string>, 's'>>,
  'has' | 'parameter'
>;

/** Parks a channel as Park()'s options say; undefined where every space is taken. */
export function parkChannel(
  keeper: ParkingKeeper,
  lot: Lot,
  channel: Channel,
  parker: string,
  holding: Holding,
  options: ParkOptions,
): ParkedCall | undefined {
  const { ports, log } = keeper.house;
  const seconds = options.parameter('t');
  const place = options.parameter('c');
  const comeback = place ? ports.use(dialplanPort).resolve(place.split(','), channel.position) : undefined;
  if (typeof comeback === 'string') log.warning(comeback);
  const wanted = Number.parseInt(channel.variables.get('PARKINGEXTEN') ?? '', 10);
  return keeper.park(lot, {
    channel,
    parkerDialString: parker,
    timeoutMs: seconds === undefined ? lot.settings.timeMs : (Number.parseInt(seconds, 10) || 0) * 1000,
    comeback: typeof comeback === 'string' ? undefined : comeback,
    holding,
    ringing: options.has('r'),
    random: options.has('R'),
    wanted: Number.isNaN(wanted) ? undefined : wanted,
  });
}

/** Who has parked a channel that comes to Park() by itself: whoever has transferred it there, else itself. */
export function parkerOf({ ports }: ParkingKeeper['house'], channel: Channel): string {
  const transferor = channel.variables.get('BLINDTRANSFER') || channel.variables.get('ATTENDEDTRANSFER') || '';
  return dialStringOf((ports.use(channelsPort).find(transferor)?.name ?? transferor) || channel.name);
}

/** Says the number of a space. Rejects with the signal's reason. */
export async function saySpace(
  { ports, log }: ParkingKeeper['house'],
  channel: Channel,
  space: number,
  signal: AbortSignal,
): Promise<void> {
  if (!ports.has(promptsPort)) return;
  await playPrompts(channel, digitPrompts(String(space)), { sounds: ports.use(promptsPort), log, signal });
}
