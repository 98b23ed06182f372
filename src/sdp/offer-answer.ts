import { type AudioCodecName, EVENT_PAYLOAD_TYPE, factsOf } from './audio-codecs.ts';
import { type AudioFormat, type AudioMedia, isPlainAudio, namesOneOf, readAudio } from './audio-media.ts';
import {
  type Attribute,
  type Direction,
  type MediaDescription,
  mirrored,
  type SessionDescription,
} from './description.ts';
import { writeSdp } from './write-sdp.ts';

/** What we have and want. */
export interface AudioSettings {
  /** Where we receive: an IP address and the RTP port. */
  readonly address: string;
  readonly port: number;
  /** In order of preference. */
  readonly codecs: readonly AudioCodecName[];
  /** Speak telephone events (RFC 4733). */
  readonly events: boolean;
  /** What we would send if the peer allows it; both ways if left out. */
  readonly direction?: Direction;
  /** Packet time that we want to receive; 20 if left out. */
  readonly ptimeMs?: number;
  /** Whose order of codecs an answer keeps; ours if left out. */
  readonly order?: 'ours' | 'theirs';
}

/** What has been agreed, seen from our side. */
export interface AgreedAudio {
  /** Where the peer receives. */
  readonly address: string;
  readonly port: number;
  /** The first is what we send; never empty. */
  readonly codecs: readonly AudioFormat[];
  readonly eventPayloadType: number | undefined;
  readonly ptimeMs: number | undefined;
  readonly direction: Direction;
  /** The peer has put us on hold. */
  readonly held: boolean;
}

/** An answer and what it agrees to, or one sentence on why there can be none (488). */
export type AnswerResult =
  | { readonly ok: true; readonly text: string; readonly agreed: AgreedAudio }
  | { readonly ok: false; readonly message: string };

/** What an answer to our offer agrees to, or one sentence on why it agrees to nothing. */
export type AgreementResult =
  | { readonly ok: true; readonly agreed: AgreedAudio }
  | { readonly ok: false; readonly message: string };

/**
 * Our half of the offers and answers of one call: counts the versions of our description.
 * @see RFC 3264 §5-§8
 */
export class AudioNegotiation {
  readonly #username: string;
  readonly #name: string;
  readonly #sessionId: number;
  #version: number;
  #last = '';

  /**
   * @param sessionId a number that no other call of ours has, below 2^53.
   * @param name the session's name, for example the product's.
   */
  constructor(sessionId: number, name = '-', username = 'root') {
    this.#sessionId = sessionId;
    this.#version = sessionId;
    this.#name = name;
    this.#username = username;
  }

  /** An offer of one audio medium. */
  offer(settings: AudioSettings): string {
    const formats: AudioFormat[] = [];
    for (const name of settings.codecs) {
      const facts = factsOf(name);
      if (facts) formats.push({ name, payloadType: facts.payloadType });
    }
    const events = settings.events ? EVENT_PAYLOAD_TYPE : undefined;
    return this.#write(settings, [audioLine(settings, formats, events, 'RTP/AVP', settings.direction ?? 'sendrecv')]);
  }

  /** Answers an offer: the first audio medium that fits, every other with port 0. @see RFC 3264 §6 */
  answer(offer: SessionDescription, settings: AudioSettings): AnswerResult {
    let agreed: AgreedAudio | undefined;
    const lines: MediaDescription[] = [];
    for (const media of offer.media) {
      const audio = agreed || !isPlainAudio(media) ? undefined : readAudio(offer, media);
      const codecs = audio ? commonFormats(audio, settings) : [];
      if (!audio || codecs.length === 0) {
        lines.push({
          ...media,
          port: 0,
          formats: media.formats.length > 0 ? media.formats : ['0'],
          address: undefined,
          attributes: [],
        });
        continue;
      }
      const events = settings.events ? audio.eventPayloadType : undefined;
      agreed = agree(audio, codecs, events, settings.direction ?? 'sendrecv');
      lines.push(audioLine(settings, codecs, events, audio.protocol, agreed.direction));
    }
    if (!agreed) return { ok: false, message: 'the offer has no audio with a codec of ours' };
    return { ok: true, text: this.#write(settings, lines), agreed };
  }

  #write(settings: AudioSettings, media: readonly MediaDescription[]): string {
    const origin = {
      username: this.#username,
      sessionId: String(this.#sessionId),
      version: String(this.#version),
      address: settings.address,
    };
    const description = { origin, name: this.#name, address: settings.address, attributes: [], media };
    const text = writeSdp(description);
    if (this.#last === '' || text === this.#last) {
      this.#last = text;
      return text;
    }
    // "the version in the origin field MUST increment by one from the previous SDP" when anything has changed (§8).
    this.#version++;
    this.#last = writeSdp({ ...description, origin: { ...origin, version: String(this.#version) } });
    return this.#last;
  }
}

/** Whether {@link AudioNegotiation.answer} would agree to anything; writes nothing. */
export function canAnswer(offer: SessionDescription, codecs: readonly AudioCodecName[]): boolean {
  return offer.media.some(
    (media) => isPlainAudio(media) && (media.address ?? offer.address) !== undefined && namesOneOf(media, codecs),
  );
}

/** Reads the answer to an offer of ours. @see RFC 3264 §7 */
export function agreeOnAnswer(answer: SessionDescription, settings: AudioSettings): AgreementResult {
  for (const media of answer.media) {
    if (!isPlainAudio(media)) continue;
    const audio = readAudio(answer, media);
    if (!audio) return { ok: false, message: 'the answer names no address' };
    // The first format of the answer is the one that the peer prefers to receive.
    const codecs = audio.formats.filter(({ name }) => settings.codecs.includes(name));
    if (codecs.length === 0) return { ok: false, message: 'the answer names no codec that was offered' };
    const events = settings.events ? audio.eventPayloadType : undefined;
    return { ok: true, agreed: agree(audio, codecs, events, settings.direction ?? 'sendrecv') };
  }
  return { ok: false, message: 'the answer refuses the audio' };
}

function commonFormats(audio: AudioMedia, settings: AudioSettings): AudioFormat[] {
  if (settings.order === 'theirs') return audio.formats.filter(({ name }) => settings.codecs.includes(name));
  return settings.codecs
    .map((name) => audio.formats.find((format) => format.name === name))
    .filter((format) => format !== undefined);
}

function agree(
  audio: AudioMedia,
  codecs: readonly AudioFormat[],
  eventPayloadType: number | undefined,
  ours: Direction,
): AgreedAudio {
  return {
    address: audio.address,
    port: audio.port,
    codecs,
    eventPayloadType,
    ptimeMs: audio.ptimeMs,
    direction: narrowed(audio.hold && audio.direction === 'sendrecv' ? 'recvonly' : mirrored(audio.direction), ours),
    held: audio.hold,
  };
}

/** What both sides allow. */
function narrowed(a: Direction, b: Direction): Direction {
  const send = (a === 'sendrecv' || a === 'sendonly') && (b === 'sendrecv' || b === 'sendonly');
  const receive = (a === 'sendrecv' || a === 'recvonly') && (b === 'sendrecv' || b === 'recvonly');
  if (send) return receive ? 'sendrecv' : 'sendonly';
  return receive ? 'recvonly' : 'inactive';
}

function audioLine(
  settings: AudioSettings,
  formats: readonly AudioFormat[],
  events: number | undefined,
  protocol: string,
  direction: Direction,
): MediaDescription {
  const attributes: Attribute[] = formats.map(({ name, payloadType }) => ({
    name: 'rtpmap',
    value: `${payloadType} ${factsOf(name)?.encoding ?? ''}`,
  }));
  if (events !== undefined) {
    attributes.push({ name: 'rtpmap', value: `${events} telephone-event/8000` });
    attributes.push({ name: 'fmtp', value: `${events} 0-16` });
  }
  attributes.push({ name: 'ptime', value: String(settings.ptimeMs ?? 20) });
  attributes.push({ name: 'maxptime', value: '150' });
  attributes.push({ name: direction, value: '' });
  return {
    kind: 'audio',
    port: settings.port,
    protocol,
    formats: [
      ...formats.map(({ payloadType }) => String(payloadType)),
      ...(events === undefined ? [] : [String(events)]),
    ],
    address: undefined,
    attributes,
  };
}
