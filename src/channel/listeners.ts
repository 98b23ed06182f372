import type { DigitEvent } from '../media/facade.ts';
import type { ChannelListener } from './channel-listener.ts';

const NOBODY: readonly ChannelListener[] = [];
const NO_DIGITS: readonly DigitEvent[] = [];
/** So many digits wait for somebody who listens; further ones are lost. */
const MOST_UNHEARD = 64;

/**
 * Those who are told what happens on one channel, and the digits that none of them has heard yet. The lists are replaced, never
 * changed: they are short, and those who are told may come and go meanwhile.
 */
export class ChannelListeners {
  #all = NOBODY;
  #unheard = NO_DIGITS;

  /** Adds a listener. Digits that nobody has heard are told to it at once. */
  add(listener: ChannelListener): void {
    this.#all = this.#all.concat(listener);
    if (!listener.onDigit || this.#unheard.length === 0) return;
    const events = this.#unheard;
    this.#unheard = NO_DIGITS;
    for (const event of events) listener.onDigit(event, 'media');
  }

  /** Takes a listener out. */
  remove(listener: ChannelListener): void {
    const rest = this.#all.filter((one) => one !== listener);
    this.#all = rest.length > 0 ? rest : NOBODY;
  }

  /** Takes all out. */
  clear(): void {
    this.#all = NOBODY;
  }

  /** Tells each that is there now, in order. */
  tell(tell: (listener: ChannelListener) => void): void {
    for (const listener of this.#all) tell(listener);
  }

  /** Tells of a digit; it waits where nobody listens for any. */
  tellDigit(event: DigitEvent, via: 'media' | 'signalling'): void {
    let heard = false;
    for (const listener of this.#all) {
      if (!listener.onDigit) continue;
      heard = true;
      listener.onDigit(event, via);
    }
    if (!heard && this.#unheard.length < MOST_UNHEARD) this.#unheard = this.#unheard.concat(event);
  }

  /** Digits that a listener was told and did not use wait again, before those that came after. */
  giveBack(events: readonly DigitEvent[]): void {
    this.#unheard = events.concat(this.#unheard);
  }
}
