import type { Clock } from '../../../base/clock.ts';
import type { EventBus } from '../../../base/event-bus.ts';
import type { Logger } from '../../../base/log.ts';
import { type Cause, cause, causeText } from '../../../channel/cause.ts';
import type { Channel } from '../../../channel/channel.ts';
import type { DriverLeg, Indication, IndicationResult, TransferOutcome } from '../../../channel/driver-leg.ts';
import { takeText } from '../../../channel/text-inbox.ts';
import type { DigitEvent, LegListener, MediaLeg } from '../../../media/facade.ts';
import type { Address } from '../../../net/address.ts';
import type { AudioCodecName } from '../../../sdp/audio-codecs.ts';
import type { UserAgent } from '../../../sip/agent/user-agent.ts';
import { decodeText, encodeText } from '../../../sip/message/byte-text.ts';
import type { SipRequest } from '../../../sip/message/message.ts';
import type { HeaderLines, MessageBody } from '../../../sip/message/write-message.ts';
import type { InviteSession } from '../../../sip/session/invite-session.ts';
import type { OfferAnswer, SessionEnd, SessionListener } from '../../../sip/session/session-listener.ts';
import type { ServerTransaction } from '../../../sip/transaction/server-transaction.ts';
import type { DigitMode, Endpoint } from '../config/endpoint.ts';
import { reasonLines, reasonOf } from './causes.ts';
import { endExpired, endSilent } from './gone-peer.ts';
import { identityLines } from './identity.ts';
import { takeIdentity } from './identity-update.ts';
import { readInfoDigit } from './info-digit.ts';
import type { LegAudio } from './leg-audio.ts';
import { Referrals } from './referrals.ts';

/** Told when a leg comes, changes and goes, for device states and listings. */
export interface CallObserver {
  legChanged(leg: SipLeg): void;
  legEnded(leg: SipLeg): void;
}

/** What a leg needs. */
export interface LegHouse {
  readonly agent: UserAgent;
  readonly log: Logger;
  readonly observer: CallObserver;
  readonly bus: EventBus;
  readonly clock: Pick<Clock, 'after'>;
  /** Serves a REFER within the call. */
  refer(leg: SipLeg, request: SipRequest, transaction: ServerTransaction): void;
  /** Sends a call elsewhere at the wish of the dialplan. */
  sendAway(leg: SipLeg, destination: string): Promise<TransferOutcome>;
}

/** The media type of descriptions. */
export const SDP_TYPE = 'application/sdp';

/** What legs of both directions have in common: one channel's SIP session and its audio, both of which tell the leg itself what happens. */
export abstract class SipLeg implements DriverLeg, SessionListener, LegListener {
  readonly endpoint: Endpoint;
  readonly channel: Channel;
  protected readonly house: LegHouse;
  /** Undefined until the way to the peer is known. */
  protected audio: LegAudio | undefined;
  /** Hold is passed on to the far end, whose music it hears. */
  passesHold = false;
  #ended = false;
  #wantedDigits: DigitMode | undefined;
  #wantedCodecs: readonly AudioCodecName[] | undefined;
  #toldIdentity = '';
  #referrals: Referrals | undefined;

  constructor(house: LegHouse, endpoint: Endpoint, channel: Channel) {
    this.house = house;
    this.endpoint = endpoint;
    this.channel = channel;
  }

  get media(): MediaLeg | undefined {
    return this.audio?.leg;
  }

  /** The REFERs within the call, the far end’s and ours; most calls have none. */
  get referrals(): Referrals {
    this.#referrals ??= new Referrals(this.endpoint.dialect, () => this.session);
    return this.#referrals;
  }

  /** Where reports on the audio are received, once there is a port. */
  get controlAddress(): Address | undefined {
    return this.audio?.controlAddress;
  }

  /** The SIP side, once there is one. */
  abstract get session(): InviteSession | undefined;
  /** True for a call that came in. */
  abstract get incoming(): boolean;
  abstract get callId(): string;

  /** Ringing at the far end, for device states. */
  get ringing(): boolean {
    return !this.incoming && !this.channel.isUp;
  }

  get held(): boolean {
    return this.audio?.held ?? false;
  }

  /** The codec in use, for listings. */
  get codec(): string {
    return this.audio?.codec ?? '(nothing)';
  }

  abstract call(): void;
  abstract answer(): void | Promise<void>;
  abstract indicate(indication: Indication): IndicationResult;

  hangup(why: Cause): void {
    this.finish(why);
    this.over();
  }

  /** The stack goes away: tells the far end at once, without waiting for whoever runs the channel, and asks for the channel's end. */
  shut(): void {
    this.hangup(cause.switchCongestion);
    this.channel.requestHangup(cause.switchCongestion);
  }

  /** How the far end calls itself; '' where it has not said. */
  abstract get peerAgent(): string;

  /** Says what is wrong in the log. */
  warn(message: string): void {
    this.house.log.warning(message);
  }

  /** Header lines of our responses. */
  get responseHeaders(): HeaderLines {
    return this.house.agent.responseHeaders;
  }

  sendDigit(digit: string, durationMs: number): boolean {
    const { session } = this;
    if (!this.audio?.digitsByInfo || !session?.established) return false;
    const text = `Signal=${digit}\r\nDuration=${Math.round(durationMs)}\r\n`;
    session.send('INFO', { body: { type: 'application/dtmf-relay', text } });
    return true;
  }

  sendText(text: string): Promise<boolean> {
    const { session } = this;
    if (!session?.currentDialog || session.ended) return Promise.resolve(false);
    const type = this.endpoint.dialect === 'SIP' ? 'text/plain;charset=UTF-8' : 'text/plain';
    session.send('MESSAGE', { body: { type, text: encodeText(text) } });
    return Promise.resolve(true);
  }

  transfer(destination: string): Promise<TransferOutcome> {
    return this.house.sendAway(this, destination);
  }

  /** How digits go; what the dialplan says before there is audio counts from then on. */
  get digitMode(): DigitMode {
    return this.audio?.digitMode ?? this.#wantedDigits ?? this.endpoint.digits;
  }

  set digitMode(mode: DigitMode) {
    this.#wantedDigits = mode;
    if (this.audio) this.audio.digitMode = mode;
  }

  /** The codecs of the next offer or answer, most wanted first. */
  get offeredCodecs(): readonly AudioCodecName[] {
    return this.audio?.codecs ?? this.#wantedCodecs ?? this.endpoint.codecs;
  }

  set offeredCodecs(codecs: readonly AudioCodecName[]) {
    this.#wantedCodecs = codecs;
    if (this.audio) this.audio.codecs = codecs;
  }

  /** Sends a request within the call that changes nothing but what its headers and description say anew. */
  refresh(method: 'INVITE' | 'UPDATE', headers: HeaderLines = []): void {
    const { session } = this;
    const offer = session?.established ? this.audio?.offer() : undefined;
    if (!session || offer === undefined) return;
    const take = (body: string): void => {
      if (body !== '' && !this.takeAnswer(body)) this.channel.farHungUp(cause.bearerCapabilityNotAvailable);
    };
    if (method === 'INVITE') session.reinvite(sdp(offer), (result) => result.ok && take(result.response.body), headers);
    else
      session.send('UPDATE', { headers: [session.contact, ...headers], body: sdp(offer) }, (status, response) => {
        if (status < 300) take(response?.body ?? '');
      });
  }

  read(item: string): string | undefined {
    const flow = this.session?.peerFlow;
    switch (item.toLowerCase()) {
      case 'peerip':
      case 'recvip':
        return flow?.remote.host ?? '';
      case 'peername':
      case 'endpoint':
        return this.endpoint.name;
      case 'uri':
        return this.session?.currentDialog?.remoteTarget ?? '';
      case 'from':
        return this.session?.currentDialog?.remoteAddress ?? '';
      case 'call-id':
        return this.callId;
      case 'secure':
        return '0';
      case 'audionativeformat':
        return this.audio?.codec && `(${this.audio.codec})`;
      case 'audioreadformat':
      case 'audiowriteformat':
        return this.audio?.codec;
      default:
        return undefined;
    }
  }

  /** The engine has heard a digit. */
  onDigit(event: DigitEvent): void {
    this.channel.farDigit(event, 'media');
  }

  /** The engine has heard nothing for too long. */
  onTimeout(): void {
    endSilent(this, this.house);
  }

  /** The session has come to its end, whoever ended it. */
  onEnded(end: SessionEnd): void {
    switch (end.how) {
      case 'bye':
        // observed of Asterisk 16: the new driver tells none where the answer has brought one already
        this.channel.tellsCause = this.incoming || this.endpoint.dialect === 'SIP';
        this.channel.farHungUp(this.#causeOf(end) ?? cause.normalClearing);
        break;
      case 'cancelled':
        // observed of Asterisk 16: HANGUPCAUSE is 0 in `h` after a CANCEL, and the channel ends with cause 127 (chan_sip)
        if (this.endpoint.dialect === 'SIP') this.channel.untoldCause = cause.interworking;
        this.channel.farHungUp(this.#causeOf(end) ?? cause.none);
        break;
      case 'expired':
        endExpired(this, this.house);
        break;
      case 'timeout':
      case 'no-ack':
        this.channel.farHungUp(cause.noUserResponse);
        break;
      case 'transport':
        this.channel.farHungUp(cause.networkOutOfOrder);
        break;
      case 'rejected':
      case 'local':
        break;
    }
    this.over();
  }

  onOffer(request: SipRequest): OfferAnswer {
    const before = this.held;
    const result = this.audio?.answer(request.body);
    if (!result?.ok) return { status: result?.status ?? 488 };
    this.#tellHold(before);
    return { status: 200, body: sdp(result.text) };
  }

  onOfferWanted(): OfferAnswer {
    const offer = this.audio?.offer();
    return offer === undefined ? { status: 503 } : { status: 200, body: sdp(offer) };
  }

  /** The ACK of a call whose offer was ours brings the answer. */
  onConfirmed(ack: SipRequest): void {
    if (ack.body === '') return;
    const before = this.held;
    if (this.takeAnswer(ack.body)) this.#tellHold(before);
    else this.channel.farHungUp(cause.bearerCapabilityNotAvailable);
  }

  onRequest(request: SipRequest, transaction: ServerTransaction): boolean {
    const headers = this.house.agent.responseHeaders;
    if (request.method === 'OPTIONS') {
      transaction.respond(200, { headers: [['Accept', SDP_TYPE], ...headers] });
      return true;
    }
    if (request.method === 'REFER') {
      this.house.refer(this, request, transaction);
      return true;
    }
    if (request.method === 'NOTIFY' && this.referrals.hear(request)) {
      transaction.respond(200, { headers });
      return true;
    }
    if (request.method === 'MESSAGE') {
      const plain = request.contentType === 'text/plain';
      transaction.respond(plain ? 202 : 415, { headers });
      if (plain) takeText(this.channel, decodeText(request.body));
      return true;
    }
    if (request.method === 'INFO') {
      const digit = readInfoDigit(request);
      transaction.respond(digit === undefined && request.body !== '' ? 415 : 200, { headers });
      if (digit) this.#infoDigit(digit.digit, digit.durationMs);
      return true;
    }
    return false;
  }

  onRefreshed(request: SipRequest): void {
    takeIdentity(this.channel, this.endpoint, request);
  }

  /** Observed of Asterisk 16: the old driver keeps a session by re-INVITE, the new one by UPDATE where the phone takes it. */
  onRefreshDue(peerUpdates: boolean): void {
    const { session } = this;
    if (peerUpdates && session && this.endpoint.dialect === 'PJSIP')
      session.send('UPDATE', { headers: [session.contact] });
    else this.refresh('INVITE');
  }

  /** Our host as the far end sees it; '' before the way there is known. */
  protected abstract get host(): string;

  /** Gives new audio what the dialplan has asked for. */
  protected takeWishes(audio: LegAudio): void {
    if (this.#wantedDigits) audio.digitMode = this.#wantedDigits;
    if (this.#wantedCodecs) audio.codecs = this.#wantedCodecs;
  }

  /** Tells the far end whom it talks to now. @see observed: Asterisk 16 sends a re-INVITE with the new identity */
  protected tellIdentity(): IndicationResult {
    const { endpoint, session } = this;
    if (!session?.established || !endpoint.identityUpdates.allowed) return 'ignored';
    const role = this.incoming ? 'called' : 'calling';
    const lines = identityLines(this.channel.parties.connected, endpoint, this.host, role);
    const told = lines.map(([, value]) => value).join('\n');
    if (lines.length === 0 || told === this.#toldIdentity) return 'ignored';
    this.#toldIdentity = told;
    this.refresh(endpoint.identityUpdates.method, lines);
    return 'signalled';
  }

  /** Passes hold on by a re-INVITE where PJSIP_MOH_PASSTHROUGH asks for it; else music is played here. */
  protected showHold(held: boolean): IndicationResult {
    const offer = this.passesHold ? this.audio?.offer() : undefined;
    if (offer === undefined || !this.session) return 'use-tone';
    this.session.reinvite(sdp(held ? offer.replace('a=sendrecv', 'a=sendonly') : offer), () => {});
    return 'signalled';
  }

  /** Ends the session in the way that suits its state. */
  protected abstract finish(why: Cause): void;

  /** The leg counts no more; idempotent. */
  protected over(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.house.observer.legEnded(this);
  }

  /** Header lines that tell the peer why. */
  protected endLines(why: Cause): HeaderLines {
    const lines = reasonLines(why, this.endpoint.dialect, this.endpoint.reasons);
    if (this.endpoint.dialect !== 'SIP') return lines;
    return [...lines, ['X-Asterisk-HangupCause', causeText(why)], ['X-Asterisk-HangupCauseCode', String(why)]];
  }

  /** Takes the answer to our offer into use, and tells of a useless one. @returns false if the call cannot go on. */
  protected takeAnswer(text: string): boolean {
    const fault = this.audio?.accept(text);
    if (fault === undefined) return true;
    this.house.log.warning(`${this.channel.name}: ${fault}`);
    return false;
  }

  #causeOf(end: SessionEnd): Cause | undefined {
    return this.endpoint.reasons ? reasonOf(end.request) : undefined;
  }

  #tellHold(before: boolean): void {
    if (this.held === before) return;
    const { musicClass, dialect } = this.endpoint;
    this.channel.farHeld(this.held, musicClass || (dialect === 'PJSIP' ? 'default' : ''));
    this.house.observer.legChanged(this);
  }

  #infoDigit(digit: string, durationMs: number): void {
    const event = (phase: DigitEvent['phase'], ms: number): DigitEvent => ({ digit, phase, durationMs: ms });
    this.channel.farDigit(event('begin', 0), 'signalling');
    this.channel.farDigit(event('end', durationMs), 'signalling');
  }
}

/** A description as a body. */
export function sdp(text: string): MessageBody {
  return { type: SDP_TYPE, text };
}
