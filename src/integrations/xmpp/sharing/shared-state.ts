import { DEVICE_STATES, type DeviceState } from '../../../channel/state.ts';
import type { MessageCounts } from '../../../pbx/ports/mailboxes.ts';
import { childText, type Stanza, stanza } from '../stream/stanza.ts';
import type { Item } from './pubsub.ts';

/** The nodes, or collections, that Asterisk shares states in. */
export const DEVICES = 'device_state';
/** @see DEVICES */
export const MAILBOXES = 'message_waiting';

const XMLNS = 'http://asterisk.org';

/** What another server says. */
export type SharedState =
  | { readonly kind: 'device'; readonly device: string; readonly server: string; readonly state: DeviceState }
  | { readonly kind: 'mailbox'; readonly mailbox: string; readonly server: string; readonly counts: MessageCounts };

/** @param server our entity id. @see observed: Asterisk 16. */
export function deviceItem(device: string, state: DeviceState, server: string): Item {
  // the ends of Local channels are devices for a moment: nobody shall keep their state
  const kept = !/^local\//i.test(device);
  const payload = stanza('state', { xmlns: XMLNS, eid: server, cachable: kept ? '1' : '0' }, state);
  return { node: DEVICES, id: device, payload, kept };
}

/** @param mailbox `box@context`. @see deviceItem */
export function mailboxItem(mailbox: string, { unheard, urgent, heard }: MessageCounts, server: string): Item {
  const payload = stanza(
    'mailbox',
    { xmlns: XMLNS, eid: server },
    stanza('NEWMSGS', {}, String(unheard + urgent)),
    stanza('OLDMSGS', {}, String(heard)),
  );
  return { node: MAILBOXES, id: mailbox, payload, kept: true };
}

/** The longest name of a device or mailbox, and of a server. */
const LONGEST_NAME = 256;

/** Reads what another server has published; undefined for what is no state, or is not to be kept. */
export function readShared(id: string, payload: Stanza): SharedState | undefined {
  const { eid: server = '', cachable = '1' } = payload.attributes;
  if (id === '' || id.length > LONGEST_NAME || server === '' || server.length > LONGEST_NAME) return undefined;
  if (payload.name === 'state') {
    const state = DEVICE_STATES.find((one) => one === payload.text.trim());
    return state && cachable !== '0' ? { kind: 'device', device: id, server, state } : undefined;
  }
  if (payload.name !== 'mailbox') return undefined;
  const count = (name: string): number =>
    Math.min(1_000_000, Math.max(0, Number.parseInt(childText(payload, name), 10) || 0));
  const mailbox = id.includes('@') ? id : `${id}@default`;
  return {
    kind: 'mailbox',
    mailbox,
    server,
    counts: { unheard: count('NEWMSGS'), urgent: 0, heard: count('OLDMSGS') },
  };
}
