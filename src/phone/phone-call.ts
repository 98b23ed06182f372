import type { Clock, Timer } from '../base/clock.ts';
import type { Ms } from '../base/duration.ts';
import type { MediaEngine, PlayItem, Recording } from '../media/facade.ts';
import type { SipRequest, SipResponse } from '../sip/message/message.ts';
import type { MessageBody } from '../sip/message/write-message.ts';
import type { IncomingSession } from '../sip/session/incoming-session.ts';
import type { OutgoingSession } from '../sip/session/outgoing-session.ts';
import type { OfferAnswer, SessionEnd, SessionListener } from '../sip/session/session-listener.ts';
import { CallAudio } from './call-audio.ts';
import { measureHeard } from './heard.ts';
import type { KeyPress } from './key-presses.ts';
import type { PhoneCallEnd, PhoneCallReport, PhoneEvent } from './phone-event.ts';

/** What a phone does in a call without being told to. Times in milliseconds. */
export interface CallPlan {
  /** Picks up so long after the first ring. */
  readonly answerAfterMs?: Ms;
  /** Hangs up so long after the answer. */
  readonly hangUpAfterMs?: Ms;
  /** Keys to press once the call is answered. */
  readonly digits?: readonly KeyPress[];
  /** What it says once there is a way; silence if left out, and after it. */
  readonly say?: readonly PlayItem[];
}

/** What one call of the phone needs. */
export interface CallHouse {
  readonly clock: Clock;
  readonly media: MediaEngine;
  /** The address to receive sound at. */
  readonly address: string;
  /** The wav file that what is heard is written to. */
  readonly recording: string;
  /** A number that no other call has. */
  readonly sessionId: number;
  readonly plan: CallPlan;
  readonly tell: (event: PhoneEvent) => void;
  /** Plays a wav file while it grows; the returned function ends that. */
  readonly speaker: ((path: string) => () => void) | undefined;
}

const DIGIT_MS = 160;
const BETWEEN_DIGITS_MS = 100;

/** One call of the phone, from its first ring until what was heard is written. */
export class PhoneCall {
  /** Resolves when it is over and all is written. Never rejects. */
  readonly finished: Promise<PhoneCallReport>;
  readonly #house: CallHouse;
  readonly #audio: CallAudio;
  readonly #timers: Timer[] = [];
  readonly #presses: KeyPress[] = [];
  readonly #finish: (report: PhoneCallReport) => void;
  #session: IncomingSession | OutgoingSession | undefined;
  #incoming: IncomingSession | undefined;
  /** The answer to our offer comes with the ACK. */
  #offered = false;
  #recording: Recording | undefined;
  #answeredMs: Ms | undefined;
  #picksUp = false;
  #pressing = false;
  #held = false;

  constructor(house: CallHouse) {
    this.#house = house;
    this.#audio = new CallAudio({
      media: house.media,
      address: house.address,
      sessionId: house.sessionId,
      say: house.plan.say ?? [],
      listener: {
        onDigit: ({ digit, phase }) => {
          if (phase === 'end') house.tell({ kind: 'digit-heard', digit });
        },
        onFailed: (message) => house.tell({ kind: 'troubled', message }),
      },
    });
    const { promise, resolve } = Promise.withResolvers<PhoneCallReport>();
    this.finished = promise;
    this.#finish = resolve;
  }

  /** Lets a call that comes in ring. */
  take(session: IncomingSession): void {
    const { tell, plan } = this.#house;
    this.#session = session;
    this.#incoming = session;
    session.listener = this.#listener();
    session.progress(180);
    const { from } = session.invite;
    tell({ kind: 'ringing', name: from?.displayName ?? '', number: from?.uri?.user ?? '' });
    if (plan.answerAfterMs !== undefined) this.#later(plan.answerAfterMs, () => this.answer());
  }

  /** Our offer, for a call that we place; undefined where no port is free. */
  offer(): MessageBody | undefined {
    return this.#audio.offer();
  }

  /** Places a call. */
  place(session: OutgoingSession): void {
    this.#session = session;
    session.listener = {
      ...this.#listener(),
      onProgress: (response) => this.#progressed(response),
      onAnswered: (response) => {
        if (response.body !== '') this.#accept(response.body);
        this.#answered('them');
        return undefined;
      },
    };
    session.start();
  }

  /** Picks up, if it rings. */
  answer(): void {
    const session = this.#incoming;
    if (!session || this.#picksUp || session.ended) return;
    this.#picksUp = true;
    const offer = session.invite.body;
    this.#offered = offer === '';
    const body = this.#offered ? this.#audio.offer() : this.#audio.answer(offer);
    if (!body) {
      this.#house.tell({ kind: 'troubled', message: 'the call has no sound that this phone speaks' });
      session.end({ status: 488 });
      return;
    }
    this.#listen();
    // The far end may speak at once: it is told when the ear is open.
    void this.#audio.ready().then(() => {
      if (session.ended) return;
      session.accept(body);
      this.#answered('us');
    });
  }

  /** Ends it, in whatever state it is; a call that rings is refused as busy. */
  hangUp(): void {
    if (this.#session) this.#session.end({ status: 486 });
    else this.abandon();
  }

  /** Ends a call that could not be placed at all. */
  abandon(): void {
    void this.#over({ how: 'transport' });
  }

  /** Presses keys one after another, behind those that wait. Does nothing unless the call is answered. */
  press(presses: readonly KeyPress[]): void {
    if (!this.#session?.established) return;
    this.#presses.push(...presses);
    if (!this.#pressing) this.#pressNext();
  }

  /** Writes what is heard from now on to another wav file as well; undefined where there is no sound. */
  record(path: string): Recording | undefined {
    return this.#audio.record(path);
  }

  #listener(): SessionListener {
    return {
      onConfirmed: (ack) => {
        if (this.#offered && ack.body !== '') this.#accept(ack.body);
        this.#offered = false;
      },
      onOffer: (request) => this.#changed(request),
      onOfferWanted: () => {
        const body = this.#audio.offer();
        this.#offered = body !== undefined;
        return body ? { status: 200, body } : { status: 488 };
      },
      onEnded: (end) => void this.#over(end),
    };
  }

  #progressed(response: SipResponse): void {
    if (response.body !== '') {
      this.#accept(response.body);
      this.#listen();
    }
    this.#house.tell({ kind: 'progressed', status: response.status });
  }

  #changed(request: SipRequest): OfferAnswer {
    const body = this.#audio.answer(request.body);
    if (!body) return { status: 488 };
    this.#tellHold();
    return { status: 200, body };
  }

  #accept(answer: string): void {
    const wrong = this.#audio.accept(answer);
    if (wrong !== undefined) this.#house.tell({ kind: 'troubled', message: `cannot hear anything: ${wrong}` });
    this.#tellHold();
  }

  #tellHold(): void {
    const held = this.#audio.agreed?.held ?? false;
    if (held !== this.#held) this.#house.tell({ kind: 'hold-changed', held });
    this.#held = held;
  }

  #answered(by: 'us' | 'them'): void {
    const { clock, tell, plan, recording } = this.#house;
    this.#answeredMs = clock.monotonic();
    this.#listen();
    tell({ kind: 'answered', by, recording: this.#recording && recording });
    if (plan.hangUpAfterMs !== undefined) this.#later(plan.hangUpAfterMs, () => this.hangUp());
    if (plan.digits) this.press(plan.digits);
  }

  /** Begins to write down, and to play, what is heard. */
  #listen(): void {
    if (this.#recording) return;
    const { recording, speaker } = this.#house;
    this.#recording = this.#audio.record(recording);
    const silence = this.#recording && speaker?.(recording);
    if (silence) void this.#recording?.done.then(silence);
  }

  #pressNext(): void {
    const press = this.#presses.shift();
    this.#pressing = press !== undefined;
    if (!press) return;
    if ('digit' in press) {
      if (!this.#audio.sendDigit(press.digit, DIGIT_MS)) {
        const text = `Signal=${press.digit}\r\nDuration=${DIGIT_MS}\r\n`;
        this.#session?.send('INFO', { body: { type: 'application/dtmf-relay', text } });
      }
      this.#house.tell({ kind: 'digit-sent', digit: press.digit });
    }
    this.#later('digit' in press ? DIGIT_MS + BETWEEN_DIGITS_MS : press.waitMs, () => this.#pressNext());
  }

  #later(afterMs: Ms, act: () => void): void {
    this.#timers.push(this.#house.clock.after(afterMs, act));
  }

  async #over(end: SessionEnd): Promise<void> {
    for (const timer of this.#timers.splice(0)) timer.cancel();
    const { clock, tell } = this.#house;
    const answered = this.#answeredMs !== undefined;
    const lastedMs = this.#answeredMs === undefined ? 0 : clock.monotonic() - this.#answeredMs;
    this.#recording?.stop();
    const written = await this.#recording?.done;
    this.#audio.close();
    if (written?.reason === 'failed') tell({ kind: 'troubled', message: `not written: ${written.message}` });
    const recording = written && written.reason !== 'failed' ? this.#house.recording : undefined;
    const heardMs = recording === undefined ? 0 : await measureHeard(recording);
    const status = end.response?.status ?? 0;
    const report: PhoneCallReport = { how: ENDS[end.how], status, answered, lastedMs, heardMs, recording };
    tell({ kind: 'ended', ...report });
    this.#finish(report);
  }
}

const ENDS: Readonly<Record<SessionEnd['how'], PhoneCallEnd>> = {
  bye: 'hung-up-by-them',
  cancelled: 'cancelled',
  rejected: 'refused',
  timeout: 'lost',
  transport: 'lost',
  'no-ack': 'lost',
  expired: 'lost',
  local: 'hung-up-by-us',
};
