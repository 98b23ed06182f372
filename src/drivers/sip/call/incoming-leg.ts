import type { Timer } from '../../../base/clock.ts';
import { type Cause, cause } from '../../../channel/cause.ts';
import type { Channel } from '../../../channel/channel.ts';
import type { Indication, IndicationResult } from '../../../channel/driver-leg.ts';
import type { LegListener } from '../../../media/facade.ts';
import type { SessionDescription } from '../../../sdp/description.ts';
import type { HeaderLines, MessageBody } from '../../../sip/message/write-message.ts';
import type { IncomingSession } from '../../../sip/session/incoming-session.ts';
import type { Endpoint } from '../config/endpoint.ts';
import { statusOf } from './causes.ts';
import { diversionLines } from './diversion.ts';
import { identityLines } from './identity.ts';
import type { LegAudio } from './leg-audio.ts';
import { type LegHouse, SipLeg, sdp } from './sip-leg.ts';

/**
 * An INVITE without another response gets 100 after so long: "unless it knows that the TU will generate a provisional or
 * final response within 200 ms" (RFC 3261 §17.2.1), which most dialplans do.
 * Deviation: Asterisk sends 100 at once; nothing waits for it, and it costs as much as the answer itself.
 */
const TRYING_AFTER_MS = 100;

/** The leg of a call that came in. */
export class IncomingLeg extends SipLeg {
  readonly session: IncomingSession;
  readonly #trying: Timer;
  /** The peer's offer; undefined where it made none. */
  readonly #offer: SessionDescription | undefined;
  /** The answer to the peer's offer, or our offer where it made none; written once. */
  #body: MessageBody | undefined;
  #progressed = false;
  #rings = false;
  /** Whom it reaches has been told to this leg. */
  #introduced = false;
  #diverted = false;

  constructor(
    house: LegHouse,
    endpoint: Endpoint,
    channel: Channel,
    session: IncomingSession,
    makeAudio: (listener: LegListener) => LegAudio,
    offer: SessionDescription | undefined,
  ) {
    super(house, endpoint, channel);
    this.audio = makeAudio(this);
    this.session = session;
    this.#offer = offer;
    session.listener = this;
    this.#trying = house.clock.after(TRYING_AFTER_MS, () => session.progress(100));
  }

  get incoming(): boolean {
    return true;
  }

  get callId(): string {
    return this.session.invite.callId;
  }

  /** Incoming calls are never called. */
  call(): void {}

  answer(): void {
    this.#trying.cancel();
    const body = this.#describe();
    if (body) this.session.accept(body, [...this.#identity(200), ...this.#diversion()]);
    else this.#refuse(503, cause.switchCongestion);
  }

  indicate(indication: Indication): IndicationResult {
    if (this.session.ended) return 'ignored';
    if (this.session.established) {
      if (indication === 'hold' || indication === 'unhold') return this.showHold(indication === 'hold');
      if (indication === 'connected-line') return this.tellIdentity();
      return indication === 'redirecting' || indication === 'proceeding' ? 'ignored' : 'use-tone';
    }
    switch (indication) {
      case 'ringing':
        if (this.#progressed) return 'use-tone';
        this.#rings = true;
        this.#say(180);
        return 'signalled';
      case 'progress':
        return this.#progress();
      case 'proceeding':
        // It says less than what the phone has heard already.
        if (this.#rings || this.#progressed) return 'ignored';
        this.#trying.cancel();
        this.session.progress(100);
        return 'signalled';
      case 'busy':
        this.#refuse(486, cause.userBusy);
        return 'signalled';
      case 'congestion':
        this.#refuse(503, cause.congestion);
        return 'signalled';
      case 'incomplete':
        this.#refuse(484, cause.invalidNumberFormat);
        return 'signalled';
      case 'connected-line':
        this.#introduced = true;
        if (this.#rings && this.endpoint.identityUpdates.early) this.#say(180);
        return 'ignored';
      case 'redirecting':
        this.#diverted = true;
        this.#say(181);
        if (this.endpoint.dialect === 'SIP') this.#diverted = false;
        return 'signalled';
      case 'hold':
      case 'unhold':
        return 'ignored';
    }
  }

  get peerAgent(): string {
    return this.session.invite.header('User-Agent') ?? '';
  }

  protected get host(): string {
    return this.session.peerFlow.local.host;
  }

  protected finish(why: Cause): void {
    this.#trying.cancel();
    if (this.session.established) this.session.end({ headers: this.endLines(why) });
    else this.session.end({ status: statusOf(why), headers: this.endpoint.reasons ? this.endLines(why) : [] });
  }

  protected override over(): void {
    this.#trying.cancel();
    super.over();
  }

  #progress(): IndicationResult {
    if (this.#progressed) return 'signalled';
    const body = this.#describe();
    if (!body) return 'ignored';
    this.#progressed = true;
    this.#say(183, body);
    return 'signalled';
  }

  #say(status: number, body?: MessageBody): void {
    this.#trying.cancel();
    this.session.progress(status, body, [...this.#identity(status), ...this.#diversion()]);
  }

  /** The new driver tells whom the caller reaches in every response, the old one in the answer, and before it once that is known. */
  #identity(status: number): HeaderLines {
    const told = this.endpoint.dialect === 'PJSIP' || status === 200 || this.#introduced;
    return told ? identityLines(this.channel.parties.connected, this.endpoint, this.host, 'called') : [];
  }

  /** Where the dialplan has sent the call on: told while it is, by the new driver until the answer. */
  #diversion(): HeaderLines {
    return this.#diverted ? diversionLines(this.channel.parties, this.host) : [];
  }

  #describe(): MessageBody | undefined {
    if (this.#body) return this.#body;
    const result = this.#offer ? this.audio?.answerTo(this.#offer) : this.audio?.offer();
    const text = typeof result === 'string' ? result : result?.ok ? result.text : undefined;
    if (text === undefined) this.house.log.warning(`${this.channel.name}: the call cannot have audio`);
    else this.#body = sdp(text);
    return this.#body;
  }

  #refuse(status: number, why: Cause): void {
    this.session.end({ status, headers: this.endpoint.reasons ? this.endLines(why) : [] });
    this.channel.requestHangup(why);
  }
}
