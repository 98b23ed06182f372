import { type Cause, cause, causeText } from '../../channel/cause.ts';
import type { ChannelRequest, RequestResult } from '../../channel/driver.ts';
import { type Address, isIpAddress } from '../../net/address.ts';
import { escapeUser, parseUri, SipUri } from '../../sip/message/uri.ts';
import type { Located } from '../../sip/transport/locate.ts';
import { type DialResource, parseDialResource } from './call/dial-resource.ts';
import { LegAudio } from './call/leg-audio.ts';
import { OutgoingLeg } from './call/outgoing-leg.ts';
import { knownCodecs } from './config/codecs.ts';
import type { Dialect, Endpoint } from './config/endpoint.ts';
import type { EndpointBook } from './endpoint-book.ts';
import { type IncomingHouse, legHouseOf, presetFromEndpoint } from './incoming/calls.ts';
import type { Locations } from './location/locations.ts';

/** What placing calls needs. */
export interface OutgoingHouse extends IncomingHouse {
  readonly locations: Locations;
  book(): EndpointBook;
  /** The UDP socket from which an endpoint is sent to; undefined for any. */
  viaOf(endpoint: Endpoint): Address | undefined;
}

/** Makes a channel to `SIP/…` or `PJSIP/…`. */
export function requestCall(house: OutgoingHouse, dialect: Dialect, request: ChannelRequest): RequestResult {
  const resource = parseDialResource(dialect, request.resource);
  // Nobody there is cause 20 from the old driver and cause 3 from the new one; observed of Asterisk 16.
  const absent = dialect === 'SIP' ? cause.subscriberAbsent : cause.noRouteToDestination;
  if (!resource) return failed(cause.invalidNumberFormat);
  const endpoint = house.book().endpoint(resource.endpoint) ?? strangerOf(house, dialect, resource);
  if (!endpoint?.callsOut) return failed(absent);
  if (endpoint.callLimit > 0 && house.board.countOf(endpoint) >= endpoint.callLimit) {
    house.log.notice(
      `Call to ${dialect}/${endpoint.name} rejected because of its usage limit of ${endpoint.callLimit}`,
    );
    return failed(cause.userBusy);
  }
  const target = targetOf(house, endpoint, resource);
  if (!target) return failed(absent);
  const { requestor } = request;
  const channel = house.channels.create({
    technology: dialect,
    resource: endpoint.name || resource.endpoint,
    state: 'Down',
    start: { context: endpoint.context, exten: 's', priority: 1 },
    requestor,
    prepare(made) {
      presetFromEndpoint(made, endpoint);
      if (endpoint.caller) made.parties.caller = endpoint.caller;
    },
  });
  const settings = house.book().settings(endpoint.dialect);
  const codecs = codecsOf(endpoint, request.codecs);
  const leg = new OutgoingLeg(
    legHouseOf(house),
    endpoint,
    channel,
    {
      ...target,
      defaultUser: endpoint.contactUser || settings?.fromUser || 'asterisk',
      defaultDomain: settings?.fromDomain ?? '',
    },
    (flow, listener) =>
      new LegAudio({
        engine: house.media,
        endpoint,
        codecs,
        listener,
        sessionId: house.nextSessionId(),
        bindHost: flow.near.host,
        toldHost: house.mediaHostFor(flow),
        peerHost: flow.remote.host,
      }),
    requestor,
  );
  channel.attachLeg(leg);
  if (dialect === 'SIP') channel.variables.set('SIPCALLID', leg.callId);
  house.board.add(leg);
  return { ok: true, channel };
}

function failed(why: Cause): RequestResult {
  return { ok: false, cause: why, reason: causeText(why) };
}

/** `SIP/number@host` and `PJSIP/sip:…` call a host that no endpoint stands for. */
function strangerOf(house: OutgoingHouse, dialect: Dialect, resource: DialResource): Endpoint | undefined {
  if (resource.uri !== '') return house.book().endpoint(house.book().settings('PJSIP')?.outboundEndpoint ?? '');
  const { endpoint: host } = resource;
  const looksLikeHost = host.includes('.') || host.includes(':') || isIpAddress(host);
  return dialect === 'SIP' && looksLikeHost ? house.book().settings('SIP')?.stranger : undefined;
}

/** A Request-URI, and the way there. */
export interface Target {
  readonly uri: string;
  route(done: (located: Located) => void): void;
}

/** Where a resource of an endpoint leads; undefined where nobody knows. */
export function targetOf(house: OutgoingHouse, endpoint: Endpoint, resource: DialResource): Target | undefined {
  const explicit = resource.uri || (endpoint.aors.length === 0 ? `sip:${resource.endpoint}` : '');
  if (explicit !== '') {
    const uri = parseUri(explicit);
    if (!uri) return undefined;
    const numbered = withUser(uri, resource.number);
    const hop = parseUri(endpoint.outboundProxy) ?? numbered;
    const via = house.viaOf(endpoint);
    return { uri: numbered.toString(), route: (done) => house.agent.locate(hop, done, via ? { via } : {}) };
  }
  const contact = house.locations.contactsOf(endpoint).find(({ reachability }) => reachability !== 'unreachable');
  const uri = contact && parseUri(contact.uri);
  if (!contact || !uri) return undefined;
  return {
    uri: withUser(uri, resource.number).toString(),
    route: (done) => house.locations.route(endpoint, contact, done),
  };
}

function withUser(uri: SipUri, number: string): SipUri {
  if (number === '') return uri;
  const { scheme, host, port, rawParams } = uri;
  return new SipUri({ scheme, rawUser: escapeUser(number), host, port, rawParams });
}

/** Those that were asked for first, in their order, then the endpoint's others. */
function codecsOf(endpoint: Endpoint, wanted: readonly string[] | undefined): Endpoint['codecs'] {
  const first = knownCodecs(wanted ?? []).filter((codec) => endpoint.codecs.includes(codec));
  return [...first, ...endpoint.codecs.filter((codec) => !first.includes(codec))];
}
