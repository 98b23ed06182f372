import { allowsAddress } from '../../../config/schema/acl.ts';
import type { SipRequest } from '../../../sip/message/message.ts';
import type { ServerTransaction } from '../../../sip/transaction/server-transaction.ts';
import type { Authenticator } from '../authenticator.ts';
import { SDP_TYPE } from '../call/sip-leg.ts';
import type { Dialect, Endpoint, SipSettings } from '../config/endpoint.ts';
import type { EndpointBook } from '../endpoint-book.ts';
import { identify } from '../identify.ts';
import type { Subscriptions } from '../lamps/subscriptions.ts';
import type { Locations } from '../location/locations.ts';
import { takeMessage } from '../messages/incoming-messages.ts';
import { sessionSettings } from '../session-settings.ts';
import { type IncomingHouse, takeCall } from './calls.ts';
import { serveRegister } from './registrations.ts';
import { dialledOf, tellOfCheck, tellOfRequest } from './security.ts';

/** What serving requests needs. */
export interface RequestHouse extends IncomingHouse {
  readonly locations: Locations;
  readonly authenticator: Authenticator;
  readonly subscriptions: Subscriptions;
  book(): EndpointBook;
  /** Whose words the listener of a request speaks, and what that file says. */
  speaking(transaction: ServerTransaction): { dialect: Dialect; settings: SipSettings };
}

/** Serves every request outside of calls. */
export function serveRequest(house: RequestHouse, request: SipRequest, transaction: ServerTransaction): void {
  const { agent } = house;
  switch (request.method) {
    case 'INVITE':
    case 'REGISTER':
    case 'SUBSCRIBE':
      serveProtected(house, request, transaction);
      return;
    case 'OPTIONS':
      serveOptions(house, request, transaction);
      return;
    case 'NOTIFY':
    case 'PUBLISH':
      agent.respond(transaction, 489);
      return;
    case 'REFER':
      agent.respond(transaction, 403);
      return;
    case 'MESSAGE':
      if (house.speaking(transaction).settings.messages.accepted) serveProtected(house, request, transaction);
      else agent.respond(transaction, 405);
      return;
    default:
      agent.respond(transaction, 501);
  }
}

function serveProtected(house: RequestHouse, request: SipRequest, transaction: ServerTransaction): void {
  const { dialect, settings } = house.speaking(transaction);
  let endpoint = identify(request, house.book(), house.locations);
  const { method } = request;
  if (!endpoint && settings.guests && (method === 'INVITE' || method === 'MESSAGE')) endpoint = settings.guest;
  const { host } = request.source;
  if (endpoint && !allowsAddress(endpoint.addresses, host)) {
    house.log.notice(`${request.method} from '${endpoint.name}' at ${host} is not allowed by its address list`);
    const asked = { request, transaction, endpoint, dialect };
    if (dialect === 'PJSIP') tellOfRequest(house, asked, 'FailedACL');
    else {
      const account = method === 'REGISTER' ? endpoint.name : dialledOf(asked);
      tellOfRequest(house, asked, 'FailedACL', [['ACLName', 'device_must_match_acl']], account);
    }
    house.agent.respond(transaction, 403);
    return;
  }
  const open = method === 'MESSAGE' && endpoint !== undefined && !settings.messages.authenticated;
  if ((!open && !authenticated(house, request, transaction, endpoint, dialect, settings)) || !endpoint) return;
  if (request.method === 'INVITE') takeCall(house, endpoint, request, transaction);
  else if (method === 'MESSAGE') takeMessage(house, endpoint, request, transaction);
  else if (method === 'SUBSCRIBE')
    house.subscriptions.serve(endpoint, request, transaction, sessionSettings(endpoint, request));
  else {
    const done = serveRegister({ ...house, now: () => house.clock.now() }, endpoint, request, transaction);
    if (done && dialect === 'SIP') tellOfCheck(house, { request, transaction, endpoint, dialect }, { ok: true });
  }
}

function authenticated(
  house: RequestHouse,
  request: SipRequest,
  transaction: ServerTransaction,
  endpoint: Endpoint | undefined,
  dialect: Dialect,
  settings: SipSettings,
): boolean {
  const outcome = house.authenticator.check(request, endpoint, dialect, settings);
  // The older driver tells of a registration when it is done.
  if (settledElsewhere(house, request, dialect)) {
    const account = request.to?.uri?.user ?? '';
    tellOfRequest(house, { request, transaction, endpoint, dialect }, 'FailedACL', NOT_DYNAMIC, account);
  } else if (!outcome.ok || request.method !== 'REGISTER' || dialect === 'PJSIP')
    tellOfCheck(house, { request, transaction, endpoint, dialect }, outcome);
  if (outcome.ok) return true;
  if (outcome.fault !== undefined) {
    const { host, port } = request.source;
    const what = request.method === 'REGISTER' ? 'Registration' : `Request '${request.method}'`;
    house.log.notice(`${what} from '${request.header('From') ?? ''}' failed for '${host}:${port}' - ${outcome.fault}`);
  }
  house.agent.respond(transaction, outcome.status, outcome.headers);
  return false;
}

const NOT_DYNAMIC = [['ACLName', 'peer_not_dynamic']] as const;

/** A peer of sip.conf wants to register whose address is a fixed one. */
function settledElsewhere(house: RequestHouse, request: SipRequest, dialect: Dialect): boolean {
  const named =
    request.method === 'REGISTER' && dialect === 'SIP' && house.book().endpoint(request.to?.uri?.user ?? '');
  return named
    ? named.dialect === 'SIP' &&
        house
          .book()
          .aorsOf(named)
          .every(({ fixed }) => fixed)
    : false;
}

/**
 * A peer asks whether we live: yes, and 404 for an extension that there is not. Observed of Asterisk 16: where pjsip.conf speaks
 * it is asked for its password first.
 * @see RFC 3261 §11.2
 */
function serveOptions(house: RequestHouse, request: SipRequest, transaction: ServerTransaction): void {
  const exten = request.uri?.user ?? '';
  const endpoint = identify(request, house.book(), house.locations);
  const { dialect, settings } = house.speaking(transaction);
  const asks = dialect === 'PJSIP' && !(endpoint?.openOptions ?? false);
  if (asks && !authenticated(house, request, transaction, endpoint ?? settings.guest, dialect, settings)) return;
  const context = endpoint?.context ?? settings.guest?.context ?? 'default';
  const known = exten === '' || house.dialplan.exists({ context, exten, priority: 1 });
  house.agent.respond(transaction, known ? 200 : 404, [['Accept', SDP_TYPE]]);
}
