import type { Clock, Timer } from '../base/clock.ts';
import type { Ms } from '../base/duration.ts';
import type { MediaEngine, NegotiatedCodec, Recording, RtpLeg } from '../media/facade.ts';
import { type AgreedAudio, AudioNegotiation, type AudioSettings, agreeOnAnswer } from '../sdp/offer-answer.ts';
import { parseSdp } from '../sdp/parse-sdp.ts';
import type { SipRequest } from '../sip/message/message.ts';
import type { MessageBody } from '../sip/message/write-message.ts';
import type { IncomingSession } from '../sip/session/incoming-session.ts';
import type { OutgoingSession } from '../sip/session/outgoing-session.ts';
import type { OfferAnswer, SessionEnd } from '../sip/session/session-listener.ts';

/** What one call of the phone needs. */
export interface PhoneCallHouse {
  readonly clock: Clock;
  readonly media: MediaEngine;
  readonly address: string;
  /** The wav file that what is heard is written to. */
  readonly recording: string;
  /** Names the session in its descriptions. */
  readonly sessionId: number;
  readonly answerAfterMs: Ms | undefined;
  readonly tell: (step: string) => void;
  readonly speaker: ((path: string) => () => void) | undefined;
}

/** How long a digit lasts. */
const DIGIT_MS = 160;
/** A phone that says nothing sends silence, so that the other side knows where it is. */
const SILENCE_MS = 24 * 3_600_000;

/** One call of the phone, from its first ring to its recording. It ends by itself; `finished` tells. */
export class PhoneCall {
  /** Resolves when it is over and written. Never rejects. */
  readonly finished: Promise<void>;
  readonly #house: PhoneCallHouse;
  readonly #leg: RtpLeg | undefined;
  readonly #negotiation: AudioNegotiation;
  #session: IncomingSession | OutgoingSession | undefined;
  #invite: SipRequest | undefined;
  #agreed: AgreedAudio | undefined;
  #heard: Recording | undefined;
  #timer: Timer | undefined;
  #answeredMs: number | undefined;
  #finish: () => void = () => {};

  constructor(house: PhoneCallHouse) {
    this.#house = house;
    this.#leg = house.media.openRtpLeg({ address: house.address });
    this.#negotiation = new AudioNegotiation(house.sessionId, 'Asterism phone', '-');
    this.finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  /** Lets it ring. */
  take(session: IncomingSession, invite: SipRequest): void {
    const { tell, clock, answerAfterMs } = this.#house;
    this.#session = session;
    this.#invite = invite;
    session.listener = this.#listener();
    session.progress(180);
    tell(`rings: ${callerOf(invite)}`);
    if (answerAfterMs !== undefined) this.#timer = clock.after(answerAfterMs, () => this.answer());
  }

  /** Sends the call. */
  place(session: OutgoingSession): void {
    this.#session = session;
    session.listener = {
      ...this.#listener(),
      onProgress: (response) => {
        if (response.status === 180) this.#house.tell('hears it ring');
        else if (response.body !== '') this.#take(response.body);
      },
      onAnswered: (response) => {
        this.#take(response.body);
        this.#established();
        return undefined;
      },
    };
    session.start();
  }

  /** Our offer, for a call that we place. */
  offer(): MessageBody {
    return sdp(this.#negotiation.offer(this.#settings()));
  }

  /** Picks up, if it rings. */
  answer(): void {
    const session = this.#session;
    if (!session || !('accept' in session) || session.established || session.ended) return;
    this.#timer?.cancel();
    const offer = this.#invite?.body ?? '';
    if (offer === '') session.accept(this.offer());
    else {
      const answer = this.#answerTo(offer);
      if (answer.status !== 200 || !answer.body) {
        session.end({ status: 488 });
        return;
      }
      session.accept(answer.body);
    }
    this.#established();
  }

  /** Ends it, in whatever state it is. */
  hangUp(): void {
    if (this.#session) this.#session.end({ status: 486 });
    else this.#over('local');
  }

  /** Sends a digit. */
  press(digit: string): void {
    if (!this.#session?.established || !/^[0-9*#A-D]$/.test(digit)) return;
    this.#house.tell(`presses ${digit}`);
    if (this.#agreed?.eventPayloadType === undefined)
      this.#session.send('INFO', {
        body: { type: 'application/dtmf-relay', text: `Signal=${digit}\r\nDuration=${DIGIT_MS}\r\n` },
      });
    else this.#leg?.sendDigit(digit, DIGIT_MS);
  }

  #listener(): {
    onConfirmed(ack: SipRequest): void;
    onOffer(request: SipRequest): OfferAnswer;
    onEnded(end: SessionEnd): void;
  } {
    return {
      onConfirmed: (ack) => {
        if (ack.body !== '' && this.#invite?.body === '') this.#take(ack.body);
      },
      onOffer: (request) => this.#answerTo(request.body),
      onEnded: ({ how }) => this.#over(how),
    };
  }

  #settings(): AudioSettings {
    return {
      address: this.#house.address,
      port: this.#leg?.localPort ?? 9,
      codecs: ['ulaw', 'alaw'],
      events: true,
    };
  }

  #answerTo(offer: string): OfferAnswer {
    const parsed = parseSdp(offer);
    if (!parsed.ok || !this.#leg) return { status: 488 };
    const answer = this.#negotiation.answer(parsed.description, this.#settings());
    if (!answer.ok) return { status: 488 };
    this.#connect(answer.agreed);
    return { status: 200, body: sdp(answer.text) };
  }

  #take(answer: string): void {
    const parsed = parseSdp(answer);
    const result = parsed.ok ? agreeOnAnswer(parsed.description, this.#settings()) : parsed;
    if (result.ok) this.#connect(result.agreed);
    else this.#house.tell(`cannot hear anything: ${result.message}`);
  }

  #connect(agreed: AgreedAudio): void {
    this.#agreed = agreed;
    this.#leg?.setRemote({
      address: agreed.address,
      port: agreed.port,
      codecs: agreed.codecs.map(({ name, payloadType }): NegotiatedCodec => ({ name, payloadType })),
      ...(agreed.eventPayloadType !== undefined && { digitPayloadType: agreed.eventPayloadType }),
      digits: agreed.eventPayloadType === undefined ? 'info' : 'rfc4733',
      ...(agreed.ptimeMs !== undefined && { ptimeMs: agreed.ptimeMs }),
      direction: agreed.direction,
      symmetric: true,
    });
  }

  #established(): void {
    const { clock, tell, recording, speaker } = this.#house;
    this.#answeredMs = clock.monotonic();
    tell('the call is up');
    const leg = this.#leg;
    if (!leg) return;
    leg.play([{ kind: 'silence', durationMs: SILENCE_MS }]);
    leg.listener.onDigit = ({ digit, phase }) => {
      if (phase === 'end') tell(`gets the digit ${digit}`);
    };
    this.#heard = leg.record({ path: recording, format: 'wav', append: false, keepSilence: true });
    const quiet = speaker?.(recording);
    if (quiet) void this.#heard.done.then(quiet);
  }

  #over(how: SessionEnd['how']): void {
    this.#timer?.cancel();
    void this.#writeUp(how).then(() => {
      this.#leg?.close();
      this.#finish();
    });
  }

  async #writeUp(how: SessionEnd['how']): Promise<void> {
    const { tell, recording, clock } = this.#house;
    const words = how === 'local' ? 'hangs up' : how === 'bye' ? 'is hung up on' : `loses the call (${how})`;
    if (this.#answeredMs === undefined) {
      tell(how === 'cancelled' ? 'stops ringing: the caller gave up' : `${words}, unanswered`);
      return;
    }
    const lasted = (clock.monotonic() - this.#answeredMs) / 1000;
    this.#heard?.stop();
    const end = await this.#heard?.done;
    if (!end || end.reason === 'failed')
      tell(`${words} after ${lasted.toFixed(1)} s, and heard nothing: ${end?.message ?? 'no port was free'}`);
    else tell(`${words}: heard ${(end.durationMs / 1000).toFixed(1)} s, written to ${recording}`);
  }
}

function sdp(text: string): MessageBody {
  return { type: 'application/sdp', text };
}

function callerOf(invite: SipRequest): string {
  const from = invite.from;
  const user = from?.uri?.user ?? '';
  const name = from?.displayName ?? '';
  if (user === '' || user === 'anonymous') return 'somebody without a number';
  return name === '' || name === user ? user : `${name} <${user}>`;
}
