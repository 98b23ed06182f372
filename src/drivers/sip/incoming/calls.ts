import type { Channel } from '../../../channel/channel.ts';
import type { Party } from '../../../channel/party.ts';
import type { LegListener } from '../../../media/facade.ts';
import type { SessionDescription } from '../../../sdp/description.ts';
import { canAnswer } from '../../../sdp/offer-answer.ts';
import { parseSdp } from '../../../sdp/parse-sdp.ts';
import type { UserAgent } from '../../../sip/agent/user-agent.ts';
import type { SipRequest } from '../../../sip/message/message.ts';
import type { HeaderLines } from '../../../sip/message/write-message.ts';
import { demandsTimer, timerRefusal } from '../../../sip/session/session-timer.ts';
import type { ServerTransaction } from '../../../sip/transaction/server-transaction.ts';
import type { Flow } from '../../../sip/transport/flow.ts';
import { takeDiversion } from '../call/diversion.ts';
import { callerOf } from '../call/identity.ts';
import { IncomingLeg } from '../call/incoming-leg.ts';
import { LegAudio } from '../call/leg-audio.ts';
import { type LegHouse, SDP_TYPE } from '../call/sip-leg.ts';
import type { Endpoint } from '../config/endpoint.ts';
import { sessionSettings, timerTerms } from '../session-settings.ts';
import type { StackHouse } from '../stack-house.ts';
import type { CallBoard } from '../states.ts';
import { type SendAwayHouse, sendAway } from '../transfer/send-away.ts';
import type { Transfers } from '../transfer/transfers.ts';
import { tellOfRequest } from './security.ts';

/** What taking calls needs. */
export interface IncomingHouse extends StackHouse, SendAwayHouse {
  readonly agent: UserAgent;
  readonly board: CallBoard;
  readonly transfers: Transfers;
  /** Our address for audio, as a peer is to be told. */
  mediaHostFor(flow: Flow): string;
  /** A number that no other call has. */
  nextSessionId(): number;
}

/** Takes an INVITE of an endpoint that has proved itself: refuses it, or starts the dialplan on a channel. */
export function takeCall(
  house: IncomingHouse,
  endpoint: Endpoint,
  invite: SipRequest,
  transaction: ServerTransaction,
): void {
  const { agent, log, board } = house;
  const { host, port } = invite.source;
  const exten = invite.uri?.user || 's';
  const caller = callerOf(invite, endpoint);
  const { context } = endpoint;
  const asked = { request: invite, transaction, endpoint, dialect: endpoint.dialect } as const;
  const { offer, refusal: unmet } = readOffer(endpoint, invite);
  const replaced = house.transfers.replaced(invite);
  const refusal = replaced
    ? unmet
    : invite.header('Replaces') !== undefined
      ? { status: 481, why: 'the call that it wants to take over is not here' }
      : (untimely(endpoint, invite) ?? refusalOf(house, endpoint, exten, caller) ?? unmet);
  if (refusal) {
    log.notice(
      `Call from '${endpoint.name}' (${host}:${port}) to extension '${exten}' rejected because ${refusal.why}.`,
    );
    // Only the older driver counts a wrong extension among what concerns security.
    if (endpoint.dialect === 'SIP' && refusal.status === 404)
      tellOfRequest(house, asked, 'FailedACL', [['ACLName', 'no_extension_match']], exten);
    agent.respond(transaction, refusal.status, refusal.headers);
    return;
  }
  // Without a password, and for the extension: so the older driver tells of every call that it takes.
  if (endpoint.dialect === 'SIP') tellOfRequest(house, asked, 'SuccessfulAuth', [['UsingPassword', '0']], exten);
  if (invite.via?.rport === undefined && endpoint.dialect === 'SIP' && endpoint.symmetricSignalling === 'no')
    transaction.replyToSentBy();
  const session = agent.takeInvite(invite, transaction, sessionSettings(endpoint, invite));
  const channel = house.channels.create({
    technology: endpoint.dialect,
    resource: endpoint.name || host,
    // observed of Asterisk 16: the new driver's channels ring from the start
    state: endpoint.dialect === 'PJSIP' ? 'Ring' : 'Down',
    start: { context, exten, priority: 1 },
    prepare: (made) => preset(made, endpoint, caller, exten, invite),
  });
  const leg = new IncomingLeg(
    legHouseOf(house),
    endpoint,
    channel,
    session,
    (listener) => audioOf(house, endpoint, transaction.flow, listener),
    offer,
  );
  channel.attachLeg(leg);
  channel.setState('Ring');
  board.add(leg);
  if (replaced) void channel.answer(0).then(() => house.transfers.takePlace(channel, replaced));
  else if (picksUp(house, exten)) void house.dialplan.runApplication(channel, 'Pickup', '');
  else void house.dialplan.run(channel);
}

/** Made once a stack. */
const legHouses = new WeakMap<IncomingHouse, LegHouse>();

/** What a leg needs, of what the stack has. */
export function legHouseOf(house: IncomingHouse): LegHouse {
  let made = legHouses.get(house);
  if (!made) legHouses.set(house, (made = makeLegHouse(house)));
  return made;
}

function makeLegHouse(house: IncomingHouse): LegHouse {
  const { agent, log, board, bus, clock, transfers } = house;
  return {
    agent,
    log,
    bus,
    clock,
    observer: board,
    sendAway: (leg, destination) => sendAway(house, leg, destination),
    refer: (leg, request, transaction) => transfers.refer(leg, request, transaction),
  };
}

interface Refusal {
  readonly status: number;
  readonly headers?: HeaderLines;
  readonly why: string;
}

/** What the dialplan and the limits have against a call. */
function refusalOf(house: IncomingHouse, endpoint: Endpoint, exten: string, caller: Party): Refusal | undefined {
  const { context, callLimit } = endpoint;
  const full = house.refusal();
  if (full !== undefined) return { status: 503, why: full };
  if (!picksUp(house, exten) && !house.dialplan.exists({ context, exten, priority: 1 }, caller.number)) {
    const more = endpoint.overlap && house.dialplan.match(context, exten, caller.number).canMatch;
    return { status: more ? 484 : 404, why: `extension not found in context '${context}'` };
  }
  if (callLimit > 0 && house.board.countOf(endpoint) >= callLimit)
    return { status: 480, why: `of the usage limit of ${callLimit}` };
  return undefined;
}

/** The extension takes a call that rings elsewhere, whatever the dialplan says. */
function picksUp(house: IncomingHouse, exten: string): boolean {
  const code = house.pickupExtension();
  return code !== undefined && code !== '' && code === exten;
}

function audioOf(house: IncomingHouse, endpoint: Endpoint, flow: Flow, listener: LegListener): LegAudio {
  return new LegAudio({
    engine: house.media,
    endpoint,
    codecs: endpoint.codecs,
    listener,
    sessionId: house.nextSessionId(),
    bindHost: flow.near.host,
    toldHost: house.mediaHostFor(flow),
    peerHost: flow.remote.host,
  });
}

/** The offer of an INVITE, which may make none; with a refusal where it cannot be met. */
interface ReadOffer {
  readonly offer?: SessionDescription;
  readonly refusal?: Refusal;
}

/** What the timer of the session has against a call. Observed of Asterisk 16: only the old driver minds one that it cannot keep. */
function untimely(endpoint: Endpoint, invite: SipRequest): Refusal | undefined {
  const terms = timerTerms(endpoint);
  const why = 'of the timer that it asks for';
  if (!terms)
    return endpoint.dialect === 'SIP' && demandsTimer(invite)
      ? { status: 420, headers: [['Unsupported', 'timer']], why }
      : undefined;
  const refusal = timerRefusal(terms, invite);
  return refusal && { ...refusal, why };
}

function readOffer(endpoint: Endpoint, invite: SipRequest): ReadOffer {
  const { body, contentType } = invite;
  if (body === '') return {};
  if (contentType !== SDP_TYPE) return { refusal: { status: 415, why: `of its body of type '${contentType}'` } };
  const parsed = parseSdp(body);
  if (!parsed.ok) return { refusal: { status: 488, why: `of its description: ${parsed.message}` } };
  if (canAnswer(parsed.description, endpoint.codecs)) return { offer: parsed.description };
  return { refusal: { status: 488, why: 'it offers no codec that is allowed' } };
}

/** Gives a new channel what the endpoint says of it. */
export function presetFromEndpoint(channel: Channel, endpoint: Endpoint): void {
  const { settings } = channel;
  if (endpoint.language !== '') settings.language = endpoint.language;
  if (endpoint.accountCode !== '') settings.accountCode = endpoint.accountCode;
  if (endpoint.amaFlags !== undefined) settings.amaFlags = endpoint.amaFlags;
  if (endpoint.musicClass !== '') settings.musicClass = endpoint.musicClass;
  if (endpoint.toneZone !== '') settings.toneZone = endpoint.toneZone;
  settings.callGroup = endpoint.callGroup;
  settings.pickupGroup = endpoint.pickupGroup;
  settings.namedCallGroup = endpoint.namedCallGroup;
  settings.namedPickupGroup = endpoint.namedPickupGroup;
  settings.parkingLot = endpoint.parkingLot;
  for (const { name, value } of endpoint.variables) channel.variables.set(name, value);
}

function preset(channel: Channel, endpoint: Endpoint, caller: Party, exten: string, invite: SipRequest): void {
  channel.parties.caller = caller;
  channel.parties.dialed = exten;
  takeDiversion(channel.parties, invite, exten, endpoint.dialect);
  presetFromEndpoint(channel, endpoint);
  if (endpoint.dialect !== 'SIP') return;
  channel.variables.set('SIPURI', `sip:${invite.from?.uri?.rawUser ?? ''}@${invite.source.host}:${invite.source.port}`);
  channel.variables.set('SIPDOMAIN', invite.uri?.host ?? '');
  channel.variables.set('SIPCALLID', invite.callId);
}
