import type { SipProtocol } from '../transport/flow.ts';

/** One contact of an address: plain data, fit for a store. @see RFC 3261 §10 */
export interface Binding {
  /** The URI of the contact. */
  readonly contact: string;
  /** Epoch milliseconds. */
  readonly expiresAtMs: number;
  /** The interval that was granted, in seconds; 0 asks for removal. */
  readonly seconds: number;
  readonly callId: string;
  readonly cseq: number;
  /** Preference, 0..1. */
  readonly q: number;
  readonly userAgent: string;
  /** Where the REGISTER came from, and by which transport. */
  readonly host: string;
  readonly port: number;
  readonly protocol: SipProtocol;
  /** Values of Path (RFC 3327). */
  readonly path: readonly string[];
}

/** What one address of record allows. Times in seconds. */
export interface RegistrarLimits {
  readonly minimumSeconds: number;
  readonly maximumSeconds: number;
  readonly defaultSeconds: number;
  /** Answer 423 to a shorter interval than the least, instead of granting the least. */
  readonly refuseShort: boolean;
  /** As many contacts as wanted if left out. */
  readonly mostContacts?: number;
  /** A contact too many pushes the oldest out, instead of being refused with 403. */
  readonly replace: boolean;
}
