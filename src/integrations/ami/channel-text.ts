import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import { writeAmiLine } from '../../clients/ami/index.ts';
import type { ManagerHeaders } from '../../extend/define-manager-action.ts';
import { snapshotHeaders } from './snapshot-headers.ts';

/** A channel's headers as text, but for the value of its priority, which changes at each step. */
interface Kept {
  readonly of: ChannelSnapshot;
  readonly before: string;
  readonly after: string;
}

/** So many channels are kept at least, and no more than twice as many, those that are gone among them. */
const KEPT = 1000;

/**
 * The headers of channels as text. Most events of a call tell the same of its channel, so that they are kept, and written anew only
 * when another one than the priority has changed.
 */
export class ChannelText {
  /** By unique id. When they are many they become the older ones, and the older ones, unless used meanwhile, are forgotten. */
  #kept = new Map<string, Kept>();
  #older = new Map<string, Kept>();

  /** The lines of a channel's headers. @param prefix stands before each name. */
  write(snapshot: ChannelSnapshot, prefix: string): string {
    const { before, after } = this.#find(snapshot);
    const text = `${before}${snapshot.priority}${after}`;
    return prefix === '' ? text : `${prefix}${text.slice(0, -2).replaceAll('\r\n', `\r\n${prefix}`)}\r\n`;
  }

  #find(snapshot: ChannelSnapshot): Kept {
    const { uniqueId } = snapshot;
    const young = this.#kept.get(uniqueId);
    if (young && sameButPriority(young.of, snapshot)) return young;
    const old = young ? undefined : this.#older.get(uniqueId);
    const kept = old && sameButPriority(old.of, snapshot) ? old : keep(snapshot);
    if (!young && this.#kept.size >= KEPT) {
      this.#older = this.#kept;
      this.#kept = new Map();
    }
    this.#kept.set(uniqueId, kept);
    return kept;
  }
}

function keep(snapshot: ChannelSnapshot): Kept {
  const headers = snapshotHeaders(snapshot);
  const at = headers.findIndex(([name]) => name === 'Priority');
  return {
    of: snapshot,
    before: `${lines(headers.slice(0, at))}Priority: `,
    after: `\r\n${lines(headers.slice(at + 1))}`,
  };
}

/** Joined, and not added one to another: a text in one piece, which is copied fast. */
function lines(headers: ManagerHeaders): string {
  return headers.map(([name, value]) => writeAmiLine(name, value)).join('');
}

function sameButPriority(one: ChannelSnapshot, other: ChannelSnapshot): boolean {
  return (
    one.context === other.context &&
    one.exten === other.exten &&
    one.state === other.state &&
    one.caller === other.caller &&
    one.connected === other.connected &&
    one.language === other.language &&
    one.accountCode === other.accountCode &&
    one.linkedId === other.linkedId &&
    one.name === other.name
  );
}
