import { type Cause, cause } from '../../../channel/cause.ts';
import type { Channel } from '../../../channel/channel.ts';
import type { Indication, IndicationResult } from '../../../channel/driver-leg.ts';
import { noteCause } from '../../../channel/hangup-causes.ts';
import type { LegListener } from '../../../media/facade.ts';
import { DigestClient } from '../../../sip/auth/digest-client.ts';
import type { SipResponse } from '../../../sip/message/message.ts';
import { parseUri } from '../../../sip/message/uri.ts';
import type { MessageBody } from '../../../sip/message/write-message.ts';
import type { OutgoingSession } from '../../../sip/session/outgoing-session.ts';
import type { SessionEnd } from '../../../sip/session/session-listener.ts';
import { newCallId } from '../../../sip/tokens.ts';
import type { Flow } from '../../../sip/transport/flow.ts';
import type { Located } from '../../../sip/transport/locate.ts';
import type { Endpoint } from '../config/endpoint.ts';
import { timerTerms } from '../session-settings.ts';
import { dialplanHeaders } from './added-headers.ts';
import { meaningOf } from './causes.ts';
import { diversionLines } from './diversion.ts';
import { assertedIdentity, presentCaller } from './identity.ts';
import type { LegAudio } from './leg-audio.ts';
import { type LegHouse, SDP_TYPE, SipLeg, sdp } from './sip-leg.ts';

/** Where an outgoing call goes. */
export interface OutgoingTarget {
  /** The Request-URI. */
  readonly uri: string;
  /** Finds the way there, at once or later. */
  route(done: (located: Located) => void): void;
  /** The user and domain of From where none is known. */
  readonly defaultUser: string;
  readonly defaultDomain: string;
}

/** The leg of a call that we place. */
export class OutgoingLeg extends SipLeg {
  readonly callId: string;
  readonly #target: OutgoingTarget;
  readonly #makeAudio: (flow: Flow, listener: LegListener) => LegAudio;
  #session: OutgoingSession | undefined;
  #dropped = false;
  #identified = false;
  #lastResponse: SipResponse | undefined;
  readonly #caller: Channel | undefined;

  constructor(
    house: LegHouse,
    endpoint: Endpoint,
    channel: Channel,
    target: OutgoingTarget,
    makeAudio: (flow: Flow, listener: LegListener) => LegAudio,
    caller: Channel | undefined,
  ) {
    super(house, endpoint, channel);
    this.#target = target;
    this.#makeAudio = makeAudio;
    this.#caller = caller;
    this.callId = newCallId(house.agent.transactions.tokens, parseUri(target.uri)?.host ?? 'localhost');
  }

  get session(): OutgoingSession | undefined {
    return this.#session;
  }

  get incoming(): boolean {
    return false;
  }

  /** The last response to our INVITE; undefined before. */
  get lastResponse(): SipResponse | undefined {
    return this.#lastResponse;
  }

  call(): void {
    this.#target.route((located) => {
      if (this.#dropped) return;
      if (located.ok) this.#invite(located.flow);
      else {
        this.house.log.warning(`${this.channel.name}: ${located.message}`);
        this.#fail(cause.noRouteToDestination);
      }
    });
  }

  /** Placed calls are answered by the far end. */
  answer(): void {}

  indicate(indication: Indication): IndicationResult {
    if (indication === 'connected-line') return this.tellIdentity();
    if (this.session?.established && (indication === 'hold' || indication === 'unhold'))
      return this.showHold(indication === 'hold');
    return this.session?.established &&
      (indication === 'ringing' || indication === 'busy' || indication === 'congestion')
      ? 'use-tone'
      : 'ignored';
  }

  protected finish(why: Cause): void {
    this.#dropped = true;
    const { session } = this;
    if (session?.established) session.end({ headers: this.endLines(why) });
    // CANCEL tells a reason only where it is of use to the phone: that somebody else has answered.
    else session?.end({ headers: this.endLines(why).filter(([name]) => name === 'Reason') });
  }

  override onEnded(end: SessionEnd): void {
    if (end.how === 'rejected' && end.response) this.#rejected(end.response);
    super.onEnded(end);
  }

  #invite(flow: Flow): void {
    const { agent } = this.house;
    this.audio = this.#makeAudio(flow, this);
    this.takeWishes(this.audio);
    const offer = this.audio.offer();
    if (offer === undefined) {
      this.house.log.warning(`${this.channel.name}: no port is free for audio`);
      this.#fail(cause.switchCongestion);
      return;
    }
    const { endpoint, channel } = this;
    const presented = presentCaller(channel.parties.connected, {
      endpoint,
      host: flow.local.host,
      port: flow.local.port,
      defaultUser: this.#target.defaultUser,
      defaultDomain: this.#target.defaultDomain,
    });
    const parts = {
      uri: this.#target.uri,
      from: presented.from,
      to: `<${bareUri(this.#target.uri)}>`,
      callId: this.callId,
      headers: [...dialplanHeaders(channel), ...presented.headers, ...diversionLines(channel.parties, flow.local.host)],
      body: sdp(offer),
      ...(endpoint.outboundProxy !== '' && { routes: [`<${endpoint.outboundProxy}>`] }),
    };
    const { credentials } = endpoint;
    const session = agent.invite(flow, parts, {
      contactUser: presented.contactUser,
      symmetric: endpoint.symmetricSignalling === 'yes',
      timer: timerTerms(endpoint),
      ...(credentials && { digest: new DigestClient(credentials, agent.transactions.tokens) }),
    });
    session.listener = this;
    this.#session = session;
    session.start();
  }

  onProgress(response: SipResponse): void {
    this.#heard(response);
    const early = this.#early(response);
    if (response.status === 180) this.channel.farRinging();
    if (early || response.status === 183) this.channel.farProgress();
    if (response.status === 182 || response.status === 181) this.channel.farProceeding();
    this.house.observer.legChanged(this);
  }

  /** Takes early media into use. @returns true if there is any. */
  #early(response: SipResponse): boolean {
    if (response.contentType !== SDP_TYPE || response.body === '') return false;
    return this.takeAnswer(response.body);
  }

  onAnswered(response: SipResponse): MessageBody | undefined {
    this.#heard(response);
    // A 200 without a description after early media confirms what was agreed then.
    const good = response.body === '' ? this.audio?.agreed !== undefined : this.takeAnswer(response.body);
    if (good) {
      this.channel.farAnswered();
      this.house.observer.legChanged(this);
    } else this.channel.farHungUp(cause.bearerCapabilityNotAvailable);
    return undefined;
  }

  #rejected(response: SipResponse): void {
    this.#heard(response);
    const { status } = response;
    const forwarded = status === 301 || status === 302 ? response.contacts[0]?.uri?.user : undefined;
    if (forwarded) {
      this.channel.farForwarded(forwarded);
      if (this.channel.released) return;
    }
    const { cause: why, failure } = meaningOf(status, this.endpoint.dialect);
    this.house.log.verbose(
      2,
      `${this.channel.name}: got SIP response ${status} "${response.reason}" back from ${response.source.host}:${response.source.port}`,
    );
    this.channel.farHungUp(why, failure, true);
  }

  /** Notes what the far end says: why the call may end, and who has it, if that is to be believed. */
  #heard(response: SipResponse): void {
    const { status, reason } = response;
    this.#lastResponse = response;
    if (status < 300 && status > 100 && !this.#identified && this.endpoint.vouched) {
      this.#identified = true;
      this.channel.farIdentified();
    }
    const { cause: why } = status < 300 ? { cause: cause.normalClearing } : meaningOf(status, this.endpoint.dialect);
    noteCause(this.channel, this.#caller, { technical: `SIP ${status} ${reason}`, cause: why });
    const party = this.endpoint.trustIdentity ? assertedIdentity(response) : undefined;
    if (party) this.channel.setCaller({ ...this.channel.parties.caller, ...party });
  }

  get peerAgent(): string {
    return this.#lastResponse?.header('Server') ?? this.#lastResponse?.header('User-Agent') ?? '';
  }

  protected get host(): string {
    return this.#session?.peerFlow.local.host ?? '';
  }

  #fail(why: Cause): void {
    this.channel.farHungUp(why, 'unavailable');
    this.over();
  }
}

/** A URI without parameters and headers, for To. */
function bareUri(text: string): string {
  return text.replace(/[;?].*$/, '');
}
