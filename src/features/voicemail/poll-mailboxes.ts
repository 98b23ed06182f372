import type { Clock, Timer } from '../../base/clock.ts';
import { yieldNow } from '../../base/yield-now.ts';
import type { MessageCounts } from '../../pbx/ports/mailboxes.ts';
import type { Mailbox } from './settings.ts';

/** So many mailboxes are looked at before calls have their turn. */
const SLICE = 100;

/** What {@link MailboxPoll} needs. */
export interface PollHouse {
  readonly clock: Clock;
  /** Whose mailboxes there are, and how often they are looked at; undefined for never. */
  settings(): { readonly boxes: Iterable<Mailbox>; readonly everyMs: number | undefined };
  counts(mailbox: Mailbox): MessageCounts;
  /** The mailbox holds something else than it did at the last look. */
  onChange(mailbox: Mailbox): void;
}

/** Looks into mailboxes at intervals: for messages that other programs put there or take away. */
export class MailboxPoll {
  readonly #house: PollHouse;
  readonly #seen = new Map<string, MessageCounts>();
  #timer: Timer | undefined;
  #closed = false;
  /** Grows with each look; an older one gives way. */
  #round = 0;

  constructor(house: PollHouse) {
    this.#house = house;
    this.restart();
  }

  /** Takes up what the settings say now, and looks at once: for a mailbox that is new, what lies in it is no change. */
  restart(): void {
    this.#timer?.cancel();
    const round = ++this.#round;
    const { everyMs } = this.#house.settings();
    if (everyMs === undefined || this.#closed) return;
    void this.#look(round).finally(() => {
      if (round === this.#round && !this.#closed) this.#timer = this.#house.clock.after(everyMs, () => this.restart());
    });
  }

  /** Our own change, which is told already. */
  seen(mailbox: Mailbox): void {
    if (this.#house.settings().everyMs === undefined) return;
    this.#seen.set(nameOf(mailbox), this.#house.counts(mailbox));
  }

  /** Ends it. */
  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  async #look(round: number): Promise<void> {
    let looked = 0;
    for (const mailbox of this.#house.settings().boxes) {
      if (++looked % SLICE === 0) await yieldNow();
      if (this.#closed || round !== this.#round) return;
      const before = this.#seen.get(nameOf(mailbox));
      const counts = this.#house.counts(mailbox);
      this.#seen.set(nameOf(mailbox), counts);
      if (before && !same(before, counts)) this.#house.onChange(mailbox);
    }
  }
}

function nameOf(mailbox: Mailbox): string {
  return `${mailbox.box}@${mailbox.context}`;
}

function same(a: MessageCounts, b: MessageCounts): boolean {
  return a.unheard === b.unheard && a.urgent === b.urgent && a.heard === b.heard;
}
