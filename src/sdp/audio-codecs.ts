/** Audio codecs that can be offered; the names of Asterisk's allow= option. */
export type AudioCodecName = 'ulaw' | 'alaw' | 'gsm' | 'g722' | 'slin';

/** How a codec stands in a description. */
export interface AudioCodecFacts {
  readonly name: AudioCodecName;
  /** The payload type that we offer it under: the static one where there is one. */
  readonly payloadType: number;
  /** `ENCODING/clock-rate`. G.722 is written with 8000 by an old mistake that everybody keeps (RFC 3551 §4.5.2). */
  readonly encoding: string;
}

/** @see RFC 3551 Table 4 */
export const AUDIO_CODECS: readonly AudioCodecFacts[] = [
  { name: 'ulaw', payloadType: 0, encoding: 'PCMU/8000' },
  { name: 'gsm', payloadType: 3, encoding: 'GSM/8000' },
  { name: 'alaw', payloadType: 8, encoding: 'PCMA/8000' },
  { name: 'g722', payloadType: 9, encoding: 'G722/8000' },
  { name: 'slin', payloadType: 118, encoding: 'L16/8000' },
];

/** Payload type under which telephone events are offered. @see RFC 4733 */
export const EVENT_PAYLOAD_TYPE = 101;

/** The facts of a codec. */
export function factsOf(name: AudioCodecName): AudioCodecFacts | undefined {
  return AUDIO_CODECS.find((codec) => codec.name === name);
}

/** The codec of an encoding such as `PCMU/8000` or `pcmu/8000/1`; undefined if it is none of ours. */
export function codecOfEncoding(encoding: string): AudioCodecName | undefined {
  // As nearly everybody writes it.
  for (const codec of AUDIO_CODECS) if (codec.encoding === encoding) return codec.name;
  const [name = '', rate = '', channels] = encoding.toUpperCase().split('/');
  if (channels !== undefined && channels !== '1') return undefined;
  return AUDIO_CODECS.find((codec) => codec.encoding === `${name}/${rate}`)?.name;
}

/** The codec of a static payload type that stands without a=rtpmap. @see RFC 3551 §6 */
export function codecOfStaticType(payloadType: number): AudioCodecName | undefined {
  return payloadType < 96 ? AUDIO_CODECS.find((codec) => codec.payloadType === payloadType)?.name : undefined;
}
