import type { Client, xml } from '@xmpp/client';

type Element = ReturnType<typeof xml>;

/** The namespace of kept sessions. @see XEP-0198 §3 */
export const KEEPING = 'urn:xmpp:sm:3';

/** What the library keeps of a session whose server confirms what it has got; its own types know half of it. @see XEP-0198 */
interface Management {
  id: string;
  inbound: number;
  outbound: number;
  /** Milliseconds from a stanza to the question whether it was got. */
  requestAckDebounce: number;
  outbound_q: Array<{ readonly stanza: Element; readonly stamp: string }>;
  on(event: 'resumed', listener: () => void): void;
  on(event: 'fail', listener: (stanza: Element) => void): void;
}

/** A session that has lost its connection: on the next one it goes on where the server was, so that nothing is lost or sent twice. */
export interface KeptSession {
  /** The full address. */
  readonly address: string;
  readonly id: string;
  readonly inbound: number;
  readonly outbound: number;
  readonly unconfirmed: Management['outbound_q'];
}

/** The session of a client, as far as the server keeps it; undefined where it keeps none. */
export function keptSession(entity: Client): KeptSession | undefined {
  const { id, inbound, outbound, outbound_q } = managementOf(entity);
  const address = entity.jid?.toString();
  if (id === '' || address === undefined) return undefined;
  return { address, id, inbound, outbound, unconfirmed: [...outbound_q] };
}

/**
 * Has a new client go on with a session; where the server does not know it any more, the client begins a new one.
 * @param told `wentOn` when it does, `lost` with each stanza of it that nobody has confirmed when it does not.
 */
export function goOnWith(
  entity: Client,
  kept: KeptSession | undefined,
  told: { wentOn(): void; lost(stanza: Element): void },
): void {
  const management = managementOf(entity);
  management.on('resumed', () => told.wentOn());
  management.on('fail', (stanza) => told.lost(stanza));
  countStanzas(entity, management, kept?.inbound ?? 0);
  management.requestAckDebounce = 0; // what is confirmed late is sent twice where the server forgets
  if (!kept) return;
  const { address, id, outbound, unconfirmed } = kept;
  Object.assign(management, { id, outbound, outbound_q: [...unconfirmed] });
  (entity as Client & { _jid(text: string): unknown })._jid(address); // by itself it learns it only with a new session
}

/** Counts what the server sends. The library begins anew a moment too late, so that a server that sends at once takes the count for a lie, and hangs up. */
function countStanzas(entity: Client, management: Management, from: number): void {
  let count = from;
  entity.on('element', (element: Element) => {
    if (element.is('enabled', KEEPING)) count = 0;
    else if (COUNTED.has(element.name)) count++;
  });
  Object.defineProperty(management, 'inbound', { get: () => count, set: () => {} });
}

const COUNTED: ReadonlySet<string> = new Set(['message', 'presence', 'iq']);

function managementOf(entity: Client): Management {
  return entity.streamManagement as Client['streamManagement'] & Management;
}
