import type { Cause } from '../cause.ts';
import type { Channel } from '../channel.ts';
import type { ChannelListener } from '../channel-listener.ts';
import { pickupKey } from './pickup.ts';

/** Told what the far end of a leg does. */
export interface DialledLegOwner {
  rings(leg: DialledLeg): void;
  proceeds(leg: DialledLeg): void;
  identified(leg: DialledLeg): void;
  progresses(leg: DialledLeg): void;
  answers(leg: DialledLeg): void;
  ends(leg: DialledLeg, why: Cause): void;
  forwards(leg: DialledLeg, resource: string): void;
  /** Somebody else answers the call to it. @returns false where it is too late. */
  takenBy(leg: DialledLeg, by: Channel, taken: () => void): boolean;
}

/** A channel that is being called by a Dial. */
export class DialledLeg implements ChannelListener {
  readonly channel: Channel;
  readonly dialString: string;
  /** That it is being called has been told. */
  begun = false;
  /** It is none of the owner's any more. */
  stopped = false;
  readonly #owner: DialledLegOwner;

  /** @param pickup another channel may take the call. */
  constructor(owner: DialledLegOwner, channel: Channel, dialString: string, pickup: boolean) {
    this.#owner = owner;
    this.channel = channel;
    this.dialString = dialString;
    channel.addListener(this);
    if (pickup) channel.attachments.set(pickupKey, (by, taken) => this.#owner.takenBy(this, by, taken));
  }

  /** Nothing more is told of it, and nobody can take it. */
  stop(): void {
    this.stopped = true;
    this.channel.removeListener(this);
    this.channel.attachments.delete(pickupKey);
  }

  onRinging(): void {
    this.#owner.rings(this);
  }

  onProceeding(): void {
    this.#owner.proceeds(this);
  }

  onIdentified(): void {
    this.#owner.identified(this);
  }

  onProgress(): void {
    this.#owner.progresses(this);
  }

  onAnswered(): void {
    this.#owner.answers(this);
  }

  onHangup(why: Cause): void {
    this.#owner.ends(this, why);
  }

  onForwarded(resource: string): void {
    this.#owner.forwards(this, resource);
  }
}
