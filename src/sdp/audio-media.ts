import { type AudioCodecName, codecOfEncoding, codecOfStaticType } from './audio-codecs.ts';
import {
  attributeOf,
  type Direction,
  directionOf,
  type MediaDescription,
  type SessionDescription,
} from './description.ts';

/** A codec under the payload type that a description gives it. */
export interface AudioFormat {
  readonly name: AudioCodecName;
  /** 0..127. */
  readonly payloadType: number;
}

/** What one audio medium of a description says. */
export interface AudioMedia {
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
  /** Those of ours, in the order of the line. */
  readonly formats: readonly AudioFormat[];
  /** Payload type of telephone events, if spoken. */
  readonly eventPayloadType: number | undefined;
  /** Packet time that the describing side wants to receive; undefined if it does not care. */
  readonly ptimeMs: number | undefined;
  /** Seen from the describing side. */
  readonly direction: Direction;
  /** The describing side wants to hear nothing: `sendonly`, `inactive`, or the old way, address 0.0.0.0. */
  readonly hold: boolean;
}

const PROFILES = new Set(['RTP/AVP', 'RTP/AVPF']);
const NOWHERE = new Set(['0.0.0.0', '::']);
const LONGEST_PTIME_MS = 150;

/** True if `media` is audio of a kind that can be agreed on at all. */
export function isPlainAudio(media: MediaDescription): boolean {
  return media.kind === 'audio' && media.port !== 0 && PROFILES.has(media.protocol.toUpperCase());
}

/** Reads an audio medium; undefined if it names no address. */
export function readAudio(description: SessionDescription, media: MediaDescription): AudioMedia | undefined {
  const address = media.address ?? description.address;
  if (address === undefined) return undefined;
  const formats: AudioFormat[] = [];
  let eventPayloadType: number | undefined;
  for (const format of media.formats) {
    const payloadType = payloadTypeOf(format);
    if (payloadType === undefined) continue;
    const encoding = encodingOf(media, payloadType);
    if (encoding !== undefined && isTelephoneEvent(encoding)) eventPayloadType ??= payloadType;
    else {
      const name = codecOf(payloadType, encoding);
      if (name && !formats.some((other) => other.name === name)) formats.push({ name, payloadType });
    }
  }
  const direction = directionOf(description, media);
  return {
    address,
    port: media.port,
    protocol: media.protocol,
    formats,
    eventPayloadType,
    ptimeMs: ptimeOf(media),
    direction,
    hold: direction === 'sendonly' || direction === 'inactive' || NOWHERE.has(address),
  };
}

/** True if an audio medium names one of `codecs`, whatever else it says. */
export function namesOneOf(media: MediaDescription, codecs: readonly AudioCodecName[]): boolean {
  return media.formats.some((format) => {
    const payloadType = payloadTypeOf(format);
    const name = payloadType === undefined ? undefined : codecOf(payloadType, encodingOf(media, payloadType));
    return name !== undefined && codecs.includes(name);
  });
}

/** 0..127; undefined for anything else. */
function payloadTypeOf(format: string): number | undefined {
  if (format.length > 3) return undefined;
  let number = 0;
  for (let i = 0; i < format.length; i++) {
    const digit = format.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    number = number * 10 + digit;
  }
  return format === '' || number > 127 ? undefined : number;
}

/** What the last a=rtpmap of a payload type says: `PCMU/8000`. */
function encodingOf({ attributes }: MediaDescription, payloadType: number): string | undefined {
  for (let i = attributes.length - 1; i >= 0; i--) {
    const attribute = attributes[i];
    if (attribute?.name !== 'rtpmap' || Number.parseInt(attribute.value, 10) !== payloadType) continue;
    const match = /^\d{1,3}\s+(\S+)/.exec(attribute.value);
    if (match) return match[1];
  }
  return undefined;
}

function codecOf(payloadType: number, encoding: string | undefined): AudioCodecName | undefined {
  return encoding === undefined ? codecOfStaticType(payloadType) : codecOfEncoding(encoding);
}

function isTelephoneEvent(encoding: string): boolean {
  return /^telephone-event(\/8000)?$/i.test(encoding);
}

function ptimeOf(media: MediaDescription): number | undefined {
  const wanted = Number.parseInt(attributeOf(media.attributes, 'ptime') ?? '', 10);
  const most = Number.parseInt(attributeOf(media.attributes, 'maxptime') ?? '', 10);
  const limit = Number.isFinite(most) && most >= 10 ? Math.min(most, LONGEST_PTIME_MS) : LONGEST_PTIME_MS;
  if (!Number.isFinite(wanted) || wanted < 10) return limit < 20 ? limit : undefined;
  return Math.min(wanted, limit);
}
