import type { Address } from '../../net/address.ts';

/** The transports that this stack speaks. */
export type SipProtocol = 'UDP' | 'TCP';

/**
 * A way to one peer: a socket of ours and the peer's address. What came in over a flow is answered over it, and requests
 * to a registered phone go out over the flow of its REGISTER, so that signalling passes NATs and firewalls.
 * @see RFC 5626 §3.1
 */
export interface Flow {
  readonly protocol: SipProtocol;
  /** True if the transport itself repeats what is lost. */
  readonly reliable: boolean;
  /** Our address as this peer should see it: never a wildcard. */
  readonly local: Address;
  /** The address of this machine that packets to the peer leave from: never a wildcard; behind NAT not what the peer sees. */
  readonly near: Address;
  readonly remote: Address;
  /** True when nothing can be sent any more. */
  readonly closed: boolean;
  /** Sends a whole message of one character a byte. */
  send(text: string): void;
  /** The same socket, towards another port or host; itself where the transport is bound to its peer. */
  toward(remote: Address): Flow;
}

/** Sees every message that goes in or out. `text` has one character a byte. */
export type TraceHook = (
  direction: 'in' | 'out',
  protocol: SipProtocol,
  local: Address,
  remote: Address,
  text: string,
) => void;
