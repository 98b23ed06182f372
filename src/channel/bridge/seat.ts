import { type AttachmentKey, defineAttachment } from '../attachment.ts';
import type { Channel } from '../channel.ts';

/** A party's place in a bridge of two. A transfer moves parties from seat to seat; no channel takes on another's identity. */
export interface BridgeSeat {
  /** Who sits opposite. */
  readonly peer: Channel;
  /** The first party runs the bridge, or is run by whoever does; the second belongs to the first's run. */
  readonly role: 'first' | 'second';
  /** Takes the second party out: the bridge ends, and the channel belongs to whoever asked. */
  takeSecond(): Channel;
  /**
   * Puts another in the place of the second party. It belongs to the first's run, unless it runs a dialplan of its own.
   * @returns the former one, who belongs to whoever asked.
   */
  replaceSecond(by: Channel): Channel;
  /** The first party is joined elsewhere meanwhile, and its run waits here until {@link over}. @returns the second, who belongs to whoever asked. */
  rest(): Channel;
  /** Ends the bridge as if the second party had gone. */
  over(): void;
  /** Calls `listener` once when the bridge ends, for whatever reason. */
  onEnd(listener: () => void): void;
}

/** Where a channel in a bridge of two keeps its seat. */
export const bridgeSeat: AttachmentKey<BridgeSeat> = defineAttachment('bridge-seat');
