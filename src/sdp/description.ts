/** A session description, as far as audio calls need it. Text fields are one character a byte. @see RFC 4566 */
export interface SessionDescription {
  readonly origin: Origin;
  readonly name: string;
  /** Address of the session level, for media that name none. */
  readonly address: string | undefined;
  /** Attributes of the session level. */
  readonly attributes: readonly Attribute[];
  readonly media: readonly MediaDescription[];
}

/** Who made the description, and which version of it this is. */
export interface Origin {
  readonly username: string;
  readonly sessionId: string;
  readonly version: string;
  readonly address: string;
}

/** `a=name` or `a=name:value`. */
export interface Attribute {
  readonly name: string;
  /** '' for a bare one. */
  readonly value: string;
}

/** One `m=` line and what follows it. */
export interface MediaDescription {
  /** `audio`, `video`, … */
  readonly kind: string;
  /** 0..65535; 0 refuses or removes the medium. */
  readonly port: number;
  /** `RTP/AVP`, … */
  readonly protocol: string;
  /** As on the line; payload types for RTP. */
  readonly formats: readonly string[];
  /** Its own address; undefined if that of the session counts. */
  readonly address: string | undefined;
  readonly attributes: readonly Attribute[];
}

/** Which way media flows, seen from the side that says so. @see RFC 3264 §5.1 */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** The value of the first attribute called `name`; undefined if there is none. */
export function attributeOf(attributes: readonly Attribute[], name: string): string | undefined {
  return attributes.find((attribute) => attribute.name === name)?.value;
}

const DIRECTIONS: readonly Direction[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];

/** The direction of a medium: its own, else that of the session, else both ways. */
export function directionOf(description: SessionDescription, media: MediaDescription): Direction {
  for (const attributes of [media.attributes, description.attributes]) {
    const found = DIRECTIONS.find((direction) => attributes.some(({ name }) => name === direction));
    if (found) return found;
  }
  return 'sendrecv';
}

/** The same direction seen from the other side. */
export function mirrored(direction: Direction): Direction {
  if (direction === 'sendonly') return 'recvonly';
  if (direction === 'recvonly') return 'sendonly';
  return direction;
}
