import type { PortFinder } from '../../base/port.ts';
import { databasePort } from '../../pbx/ports/database.ts';
import { type Presence, type PresenceState, presenceStates, presencesPort } from '../../pbx/ports/presence.ts';

/** Where custom presence lies in the database; each value is as it was set. */
export const FAMILY = 'CustomPresence';

/** Presence as `state[,subtype[,message[,options]]]` tells it, the texts as they were written. */
export interface WrittenPresence extends Presence {
  /** Subtype and message are written in Base64. */
  readonly encoded: boolean;
}

const NOT_SET: WrittenPresence = { state: 'not_set', subtype: '', message: '', encoded: false };

/** Takes `state[,subtype[,message[,options]]]` apart; a string says what is wrong, nothing where it is empty. */
export function parsePresence(text: string): WrittenPresence | string {
  const [word = '', subtype = '', message = '', ...rest] = text.split(',');
  if (word === '') return '';
  const state = presenceStates.find((one): one is PresenceState => one === word.trim().toLowerCase());
  if (!state) return `Unknown presence state value ${word}`;
  const options = rest.join(',');
  if (/[^e,]/.test(options)) return `Invalid options  '${options}'`;
  return { state, subtype, message, encoded: options.includes('e') };
}

/** The name behind `CustomPresence:`; undefined for presence of another kind. */
export function customPresenceName(presentity: string): string | undefined {
  return /^custompresence:/i.test(presentity) ? presentity.slice('CustomPresence:'.length) : undefined;
}

/** What was set last, as it was written; `not_set` before that. */
export function readWritten(ports: PortFinder, name: string): WrittenPresence {
  const stored = ports.use(databasePort).get(FAMILY, name);
  const parsed = stored === undefined ? NOT_SET : parsePresence(stored);
  return typeof parsed === 'string' ? NOT_SET : parsed;
}

/** What was set last, its texts as they are meant. */
export function readCustomPresence(ports: PortFinder, name: string): Presence {
  const { state, subtype, message, encoded } = readWritten(ports, name);
  const plain = (text: string): string => (encoded ? Buffer.from(text, 'base64').toString('utf8') : text);
  return { state, subtype: plain(subtype), message: plain(message) };
}

/** Sets custom presence and tells everybody. @param text as {@link parsePresence} has taken it. */
export function setCustomPresence(ports: PortFinder, name: string, text: string): void {
  ports.use(databasePort).put(FAMILY, name, text);
  ports.use(presencesPort).changed(`CustomPresence:${name}`);
}
