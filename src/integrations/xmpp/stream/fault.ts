/** Why there is no stream, or none any more. */
export type StreamFaultKind =
  /** Nothing answers there, or it went away. */
  | 'unreachable'
  /** No TLS, or a certificate that does not hold. */
  | 'tls'
  /** The server does not take the login. */
  | 'refused'
  /** It answers, but too slowly. */
  | 'slow'
  /** What it says is no XMPP, or too much of it. */
  | 'garbage'
  /** The same address logged in elsewhere. */
  | 'replaced';

/** A fault of the far side, as the socket and the stream tell it. */
export class StreamFault extends Error {
  readonly kind: StreamFaultKind;

  constructor(kind: StreamFaultKind, message: string) {
    super(message);
    this.name = 'StreamFault';
    this.kind = kind;
  }
}
