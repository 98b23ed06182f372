import { type Address, formatAddress } from '../../net/address.ts';

/** So many messages are kept; older ones are forgotten. */
const MOST_MESSAGES = 10_000;

/** A message that went in or out. `text` has one character a byte. */
export interface RememberedMessage {
  /** Counts from 0 since the last {@link MessageHistory.clear}. */
  readonly number: number;
  readonly direction: 'in' | 'out';
  readonly remote: Address;
  readonly timeMs: number;
  readonly text: string;
}

/** The SIP messages of late, while somebody wants them remembered. */
export class MessageHistory {
  readonly #messages: RememberedMessage[] = [];
  #count = 0;
  /** Messages are remembered. */
  on = false;

  add(message: Omit<RememberedMessage, 'number'>): void {
    if (!this.on) return;
    this.#messages.push({ ...message, number: this.#count++ });
    if (this.#messages.length > MOST_MESSAGES) this.#messages.splice(0, MOST_MESSAGES / 10);
  }

  /** Forgets all of them. */
  clear(): void {
    this.#messages.length = 0;
    this.#count = 0;
  }

  /** Oldest first. */
  list(): readonly RememberedMessage[] {
    return this.#messages;
  }
}

/** `pjsip show history`: a line a message. */
export function listHistory(messages: readonly RememberedMessage[]): string {
  const rows = messages.map(({ number, direction, remote, timeMs, text }) => {
    const arrow = direction === 'in' ? '<==' : '==>';
    const time = String(Math.floor(timeMs / 1000)).padEnd(10);
    const first = /^[^\r\n]*/.exec(text)?.[0] ?? '';
    return `${String(number).padStart(5, '0')} ${time} * ${arrow} ${formatAddress(remote).padEnd(24)} ${first}\n`;
  });
  const heading = `${'No.'.padEnd(5)} ${'Timestamp'.padEnd(10)} (Dir) ${'Address'.padEnd(24)} ${'SIP Message'.padEnd(35)}\n`;
  const rule = `${'='.repeat(5)} ${'='.repeat(10)} ${'='.repeat(30)} ${'='.repeat(35)}\n`;
  return `${heading}${rule}${rows.join('')}`;
}
