import type { Channel } from '../../channel/channel.ts';
import { type ManagerContext, type ManagerReply, managerError } from '../../extend/define-manager-action.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';

/** A digit that a client wants sent. */
interface DigitRequest {
  readonly channel: Channel;
  readonly digit: string;
  /** How long, in milliseconds, as it was written; undefined where it was not. */
  readonly lastsMs: number | undefined;
}

/** The most that a digit may last. */
export const LONGEST_DIGIT_MS = 60_000;

/** Reads the headers Channel, Digit and Duration of PlayDTMF and PlayMF; or gives the answer that says what is wrong with them. */
export function readDigitRequest(
  context: ManagerContext,
  name: string,
  digits: string,
  duration: string,
): DigitRequest | ManagerReply {
  const channel = context.use(channelsPort).find(name);
  if (!channel) return managerError('Channel not found');
  const digit = digits.charAt(0);
  if (digit === '') return managerError('No digit specified');
  const lastsMs = duration === '' ? undefined : Number.parseInt(duration, 10);
  if (Number.isNaN(lastsMs)) return managerError('Could not convert Duration parameter');
  return { channel, digit, lastsMs };
}
