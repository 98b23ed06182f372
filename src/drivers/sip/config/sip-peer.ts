import { diagnose } from '../../../base/diagnostic.ts';
import { saysYes } from '../../../base/switch-word.ts';
import { type Party, parseCallerId, presentationNamed } from '../../../channel/party.ts';
import type { ConfigItem } from '../../../config/config-file.ts';
import type { Report } from '../../../config/schema/option.ts';
import type { Secret } from '../../../config/schema/secret.ts';
import type { OptionValues } from '../../../config/schema/section.ts';
import { formatHost, isIpAddress } from '../../../net/address.ts';
import { parseAddressRange } from '../../../net/cidr.ts';
import type { AudioCodecName } from '../../../sdp/audio-codecs.ts';
import type { DigestSecret } from '../../../sip/auth/digest.ts';
import { escapeUser, parseUri } from '../../../sip/message/uri.ts';
import type { SipProtocol } from '../../../sip/transport/flow.ts';
import { codes } from '../codes.ts';
import { allowedCodecs } from './codecs.ts';
import type { Aor, DigitMode, Endpoint, OutboundRegistration, QualifySettings } from './endpoint.ts';
import type { peerSipOptions, sharedSipOptions } from './sip-options.ts';

/** The values of a phone or trunk. */
export type PeerValues = Partial<OptionValues<typeof peerSipOptions>> & {
  readonly secret?: Secret | undefined;
  readonly md5secret?: Secret | undefined;
};

/** What [general] says for all. */
type Defaults = OptionValues<typeof sharedSipOptions> & {
  readonly notifyringing: 'yes' | 'no' | 'notinuse';
  readonly notifyhold: boolean;
  readonly subminexpiry: number | undefined;
  readonly submaxexpiry: number | undefined;
  readonly minexpiry: number;
  readonly maxexpiry: number;
  readonly defaultexpiry: number;
  readonly registertimeout: number;
  readonly registerattempts: number;
  readonly realm: string;
  readonly srvlookup: boolean;
};

/** One section of sip.conf as endpoint, address of record and, with callbackextension, registration. */
export function peerSource(
  name: string,
  own: PeerValues,
  general: Defaults,
  codecs: readonly AudioCodecName[],
  report: Report,
  at: (option: 'host' | 'type') => ConfigItem | undefined,
): { endpoint: Endpoint; aor: Aor; registration: OutboundRegistration | undefined } {
  const { type = 'friend' } = own;
  const host = hostOf(own, report, at);
  const nat = new Set([...(own.nat?.length ? own.nat : general.nat)].map((word) => word.toLowerCase()));
  const insecure = new Set(
    [...(own.insecure?.length ? own.insecure : general.insecure)].map((word) => word.toLowerCase()),
  );
  const anyPort = insecure.has('port') || insecure.has('very') || insecure.has('yes');
  const secrets = secretsOf(name, own);
  const chosen = allowedCodecs(own.codecs ?? [], codecs, report);
  const fromUser = own.fromuser ?? general.fromuser ?? '';
  const username = own.defaultuser ?? '';
  const protocol = protocolOf(own.transport?.length ? own.transport : general.transport);
  const endpoint: Endpoint = {
    name,
    dialect: 'SIP',
    description: own.description ?? '',
    context: own.context ?? general.context ?? 'default',
    callsIn: true,
    callsOut: type !== 'user',
    byUsername: type !== 'peer',
    byAuthUsername: false,
    byAddress:
      type === 'user' || host === undefined
        ? []
        : [
            {
              range: parseAddressRange(host.host),
              host: host.host,
              port: anyPort ? undefined : host.port,
              usualPort: host.port,
            },
          ],
    accounts: secrets.map((secret) => ({ username: name, realm: '', secret })),
    openOptions: true,
    trustCalls: insecure.has('invite') || insecure.has('very'),
    aors: [name],
    credentials: secrets[0] && { username: username || (type === 'peer' && fromUser) || name, secret: secrets[0] },
    fromUser,
    fromDomain: own.fromdomain ?? general.fromdomain ?? '',
    outboundProxy: proxyUri(own.outboundproxy ?? general.outboundproxy),
    protocol,
    transport: '',
    caller: callerOf(own, general),
    trustIdentity: own.trustrpid ?? general.trustrpid ?? false,
    sendIdentity: identityOf(own.sendrpid ?? general.sendrpid),
    tellsHidden: true,
    identityUpdates: { allowed: true, early: own.rpid_update ?? general.rpid_update ?? false, method: 'INVITE' },
    vouched: false,
    messageContext: own.outofcall_message_context ?? general.outofcall_message_context ?? '',
    registeredExtension: own.regexten ?? '',
    codecs: chosen,
    codecOrder: 'ours',
    digits: digitsOf(own.dtmfmode ?? general.dtmfmode),
    symmetricSignalling:
      nat.has('force_rport') || nat.has('yes') ? 'yes' : nat.has('no') || nat.has('never') ? 'no' : 'auto',
    symmetricMedia: nat.has('comedia') || nat.has('yes') ? 'yes' : nat.has('no') || nat.has('never') ? 'no' : 'auto',
    language: own.language ?? general.language ?? '',
    accountCode: own.accountcode ?? general.accountcode ?? '',
    amaFlags: amaFlagsOf(own.amaflags ?? general.amaflags),
    musicClass: own.mohsuggest ?? general.mohsuggest ?? '',
    toneZone: own.tonezone ?? general.tonezone ?? '',
    callGroup: own.callgroup ?? general.callgroup ?? '',
    pickupGroup: own.pickupgroup ?? general.pickupgroup ?? '',
    namedCallGroup: own.namedcallgroup ?? general.namedcallgroup ?? '',
    namedPickupGroup: own.namedpickupgroup ?? general.namedpickupgroup ?? '',
    parkingLot: own.parkinglot ?? general.parkinglot ?? '',
    contactUser: '',
    variables: [...general.setvar, ...(own.setvar ?? [])],
    mailboxes: (own.mailbox ?? []).join(','),
    lamps: lampsOf(own, general),
    transfers: own.allowtransfer ?? general.allowtransfer ?? true,
    callLimit: own['call-limit'] ?? 0,
    busyLevel: own.busylevel ?? general.busylevel ?? 0,
    addresses: own.addresses ?? [],
    contactAddresses: own.contactAddresses ?? [],
    rtpTimeoutMs: own.rtptimeout ?? general.rtptimeout ?? 0,
    reasons: own.use_q850_reason ?? general.use_q850_reason ?? false,
    overlap: own.allowoverlap ?? general.allowoverlap ?? true,
    sessionTimers: {
      use: own['session-timers'] ?? general['session-timers'] ?? 'accept',
      expirySeconds: own['session-expires'] ?? general['session-expires'] ?? 1800,
      leastSeconds: own['session-minse'] ?? general['session-minse'] ?? 90,
      refresher: own['session-refresher'] ?? general['session-refresher'] ?? 'uas',
    },
    sessionName: own.sdpsession ?? general.sdpsession ?? '',
    sessionOwner: own.sdpowner ?? general.sdpowner ?? 'root',
    shown: [],
  };
  return {
    endpoint,
    aor: aorOf(name, own, general, host, protocol),
    registration: callbackOf(own, general, endpoint, host),
  };
}

/** Observed of Asterisk 16: a subscription lasts as long as a registration may, unless it is said otherwise. */
function lampsOf(own: PeerValues, general: Defaults): Endpoint['lamps'] {
  const ringing = { yes: 'always', no: 'never', notinuse: 'when-free' } as const;
  return {
    allowed: own.allowsubscribe ?? general.allowsubscribe ?? true,
    context: own.subscribecontext ?? general.subscribecontext ?? own.context ?? general.context ?? 'default',
    terms: {
      least: general.subminexpiry ?? general.minexpiry,
      most: general.submaxexpiry ?? general.maxexpiry,
      usual: general.defaultexpiry,
    },
    ringing: ringing[general.notifyringing],
    hold: general.notifyhold,
    unsolicited: !(own.subscribemwi ?? general.subscribemwi ?? false),
    voicemail: own.vmexten ?? general.vmexten ?? 'asterisk',
  };
}

interface Host {
  readonly host: string;
  readonly port: number;
  readonly named: boolean;
}

/** Where the peer is; undefined for `dynamic`. */
function hostOf(
  own: PeerValues,
  report: Report,
  at: (option: 'host' | 'type') => ConfigItem | undefined,
): Host | undefined {
  const text = own.host ?? 'dynamic';
  if (text.toLowerCase() === 'dynamic' || text === '') return undefined;
  const uri = parseUri(`sip:${text.includes(':') && isIpAddress(text) ? `[${text}]` : text}`);
  const item = at('host');
  if (!uri) {
    if (item)
      report(
        diagnose(codes.badHost, `'${text}' is neither an address nor a host name`, item.value.span, {
          sourceLine: item.value.sourceLine,
        }),
      );
    return undefined;
  }
  const port = own.port ?? uri.port;
  return { host: uri.host, port: port ?? 5060, named: port !== undefined };
}

function aorOf(
  name: string,
  own: PeerValues,
  general: Defaults,
  host: Host | undefined,
  protocol: SipProtocol | undefined,
): Aor {
  const transport = protocol === 'TCP' ? ';transport=tcp' : '';
  const user = own.defaultuser ? `${escapeUser(own.defaultuser)}@` : '';
  const port = host && (host.named || isIpAddress(host.host)) ? `:${host.port}` : '';
  const fallback = host === undefined && own.defaultip ? `${own.defaultip}:${own.port ?? 5060}` : undefined;
  const where = host ? `${formatHost(host.host)}${port}` : fallback;
  return {
    name,
    dialect: 'SIP',
    contacts: where === undefined ? [] : [{ uri: `sip:${user}${where}${transport}` }],
    limits: {
      minimumSeconds: general.minexpiry,
      maximumSeconds: general.maxexpiry,
      defaultSeconds: general.defaultexpiry,
      refuseShort: false,
      // A phone of sip.conf is in one place: the last one that registered.
      mostContacts: 1,
      replace: true,
    },
    fixed: host !== undefined || own.type === 'user',
    qualify: qualifyOf(own.qualify ?? general.qualify, own.qualifyfreq ?? general.qualifyfreq),
    mailboxes: (own.mailbox ?? []).join(','),
    defaultUser: own.defaultuser ?? '',
    shown: [],
  };
}

function callbackOf(
  own: PeerValues,
  general: Defaults,
  endpoint: Endpoint,
  host: Host | undefined,
): OutboundRegistration | undefined {
  if (!own.callbackextension || !host) return undefined;
  const user = own.defaultuser || endpoint.fromUser || endpoint.name;
  const where = `${formatHost(host.host)}${host.named ? `:${host.port}` : ''}`;
  return {
    name: `${user}@${where}`,
    dialect: 'SIP',
    server: `sip:${where}`,
    address: `sip:${escapeUser(user)}@${endpoint.fromDomain || host.host}`,
    contactUser: own.callbackextension,
    credentials: endpoint.credentials,
    authName: endpoint.credentials?.username ?? user,
    expirySeconds: general.defaultexpiry,
    retrySeconds: general.registertimeout,
    forbiddenRetrySeconds: 0,
    mostAttempts: general.registerattempts,
    protocol: endpoint.protocol,
    services: general.srvlookup,
    proxy: endpoint.outboundProxy,
  };
}

function secretsOf(name: string, own: PeerValues): DigestSecret[] {
  const md5 = own.md5secret?.reveal() ?? '';
  if (md5 !== '') return [{ ha1: md5 }];
  const password = own.secret?.reveal() ?? '';
  return password === '' || name === '' ? [] : [{ password }];
}

function callerOf(own: PeerValues, general: Defaults): Party | undefined {
  const text = own.callerid ?? general.callerid;
  const base = text === undefined ? {} : parseCallerId(text);
  const name = own.fullname ?? own.trunkname ?? base.name;
  const number = own.cid_number ?? base.number;
  const presentation = presentationNamed(own.callingpres);
  if (name === undefined && number === undefined && presentation === undefined) return undefined;
  return {
    ...(name !== undefined && { name }),
    ...(number !== undefined && { number }),
    ...(presentation && { presentation }),
  };
}

/** `yes`, `no` or milliseconds. @see the observed defaults of Asterisk 16: 2000 ms, every 60 s, 10 s while it is down */
function qualifyOf(text: string | undefined, everyMs = 60_000): QualifySettings | undefined {
  if (text === undefined) return undefined;
  const lateMs = /^\d+$/.test(text) ? Number(text) : saysYes(text) ? 2000 : 0;
  return lateMs === 0 ? undefined : { everyMs, everyWhenDownMs: 10_000, lateMs, timeoutMs: 2 * lateMs };
}

function digitsOf(mode: string | undefined): DigitMode {
  if (mode === 'info' || mode === 'shortinfo') return 'info';
  return mode === 'inband' || mode === 'auto' ? mode : 'rfc4733';
}

function identityOf(word: string | undefined): 'no' | 'pai' | 'rpid' {
  if (word === 'pai') return 'pai';
  return word === 'yes' || word === 'rpid' ? 'rpid' : 'no';
}

function amaFlagsOf(word: string | undefined): number | undefined {
  const at = ['default', 'omit', 'billing', 'documentation'].indexOf(word ?? '');
  return at < 0 ? undefined : at;
}

function protocolOf(words: readonly string[]): SipProtocol | undefined {
  const first = words[0]?.toLowerCase();
  return first === 'tcp' ? 'TCP' : first === 'udp' ? 'UDP' : undefined;
}

/** `host[:port][,force]` as a URI; '' for none. */
export function proxyUri(text: string | undefined): string {
  const host = text?.split(',')[0]?.trim() ?? '';
  if (host === '') return '';
  return /^sips?:/i.test(host) ? host : `sip:${host};lr`;
}
