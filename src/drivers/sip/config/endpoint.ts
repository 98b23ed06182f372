import type { Ms } from '../../../base/duration.ts';
import type { Party } from '../../../channel/party.ts';
import type { AddressRule } from '../../../config/schema/acl.ts';
import type { NameValue } from '../../../config/schema/kinds.ts';
import type { AddressRange } from '../../../net/cidr.ts';
import type { AudioCodecName } from '../../../sdp/audio-codecs.ts';
import type { DigestSecret } from '../../../sip/auth/digest.ts';
import type { ClientCredentials } from '../../../sip/auth/digest-client.ts';
import type { RegistrarLimits } from '../../../sip/registration/binding.ts';
import type { SubscriptionTerms } from '../../../sip/subscription/subscription.ts';
import type { SipProtocol } from '../../../sip/transport/flow.ts';

/** The two ways to describe SIP, and the technology that a channel is named after. */
export type Dialect = 'SIP' | 'PJSIP';

/** How digits go: by RFC 4733 events, by INFO, as tones, whichever was agreed, or not at all. */
export type DigitMode = 'rfc4733' | 'info' | 'inband' | 'auto' | 'auto_info' | 'none';

/** An account that requests are checked against. */
export interface InboundAccount {
  readonly username: string;
  /** The realm that it is asked for in; '' for that of the file. */
  readonly realm: string;
  readonly secret: DigestSecret;
}

/** A phone or trunk, from whichever file. Immutable; a reload makes a new one. */
export interface Endpoint {
  readonly name: string;
  readonly dialect: Dialect;
  readonly description: string;
  readonly context: string;
  /** May calls come in from it, may calls go out to it (a `user` only the first, a `peer` by address only). */
  readonly callsIn: boolean;
  readonly callsOut: boolean;
  /** Recognised by the user of From. */
  readonly byUsername: boolean;
  /** Recognised by the user name of its credentials. */
  readonly byAuthUsername: boolean;
  /** Recognised by where its requests come from. */
  readonly byAddress: readonly AddressMatch[];
  /** Empty: requests are not challenged. */
  readonly accounts: readonly InboundAccount[];
  /** OPTIONS need no password. */
  readonly openOptions: boolean;
  /** Calls need no password, registrations do (`insecure=invite`). */
  readonly trustCalls: boolean;
  /** Names of the {@link Aor}s where it can be reached. */
  readonly aors: readonly string[];
  readonly credentials: ClientCredentials | undefined;
  readonly fromUser: string;
  readonly fromDomain: string;
  /** The user of our Contact in calls to it; '' for the usual one. */
  readonly contactUser: string;
  /** A URI that every request goes through; '' for none. */
  readonly outboundProxy: string;
  readonly protocol: SipProtocol | undefined;
  /** Name of the pjsip.conf transport to send from; '' for any. */
  readonly transport: string;
  readonly caller: Party | undefined;
  /** Believe P-Asserted-Identity and Remote-Party-ID. */
  readonly trustIdentity: boolean;
  readonly sendIdentity: 'no' | 'pai' | 'rpid';
  /** Is told who calls even where that must not be shown, with a note that says so. */
  readonly tellsHidden: boolean;
  readonly identityUpdates: IdentityUpdates;
  /** Callers are told whom they reach as soon as it rings, whatever it says of itself. */
  readonly vouched: boolean;
  /** The context for text messages outside of calls; '' for the one of its calls. */
  readonly messageContext: string;
  /** The extension that stands for it while it is registered (`regexten`), for listings. */
  readonly registeredExtension: string;
  readonly codecs: readonly AudioCodecName[];
  readonly codecOrder: 'ours' | 'theirs';
  readonly digits: DigitMode;
  /** Send requests where packets come from: always, never, or where Contact and packets disagree. */
  readonly symmetricSignalling: 'yes' | 'no' | 'auto';
  /** Send audio where audio comes from. */
  readonly symmetricMedia: 'yes' | 'no' | 'auto';
  readonly language: string;
  readonly accountCode: string;
  readonly amaFlags: number | undefined;
  readonly musicClass: string;
  readonly toneZone: string;
  readonly callGroup: string;
  readonly pickupGroup: string;
  readonly namedCallGroup: string;
  readonly namedPickupGroup: string;
  readonly parkingLot: string;
  readonly variables: readonly NameValue[];
  readonly mailboxes: string;
  readonly lamps: LampPolicy;
  /** It may send its calls elsewhere by REFER. */
  readonly transfers: boolean;
  /** The most calls at a time; 0 for any number. */
  readonly callLimit: number;
  /** So many calls make it busy; 0 never. */
  readonly busyLevel: number;
  readonly addresses: readonly AddressRule[];
  readonly contactAddresses: readonly AddressRule[];
  readonly rtpTimeoutMs: Ms;
  /** Tell Q.850 causes by Reason headers. */
  readonly reasons: boolean;
  readonly overlap: boolean;
  readonly sessionTimers: SessionTimers;
  readonly sessionName: string;
  readonly sessionOwner: string;
  /** Every option as the file has it, for listings: name and text. */
  readonly shown: ReadonlyArray<readonly [name: string, value: string]>;
}

/** How calls are watched for a peer that has gone without a word. @see RFC 4028 */
export interface SessionTimers {
  /** The words of sip.conf, then those of pjsip.conf. */
  readonly use: 'accept' | 'originate' | 'refuse' | 'no' | 'yes' | 'required' | 'always';
  readonly expirySeconds: number;
  readonly leastSeconds: number;
  /** Who refreshes where the phone leaves it open; sip.conf only. */
  readonly refresher: 'uac' | 'uas';
}

/** A section of pjsip.conf as listings show it. */
export interface ShownObject {
  readonly type: string;
  readonly name: string;
  readonly shown: ReadonlyArray<readonly [name: string, value: string]>;
}

/** How an endpoint is told that somebody else is at the other end of its call. */
export interface IdentityUpdates {
  /** It is told at all. */
  readonly allowed: boolean;
  /** It is told before the call is answered, too. */
  readonly early: boolean;
  /** The request that tells it in an answered call. */
  readonly method: 'INVITE' | 'UPDATE';
}

/** What an endpoint may watch, and how it is told. */
export interface LampPolicy {
  /** It may subscribe. */
  readonly allowed: boolean;
  /** The context whose hints it sees. */
  readonly context: string;
  readonly terms: SubscriptionTerms;
  /** When a lamp shows that somebody is called: always, unless he talks already, or never. */
  readonly ringing: 'always' | 'when-free' | 'never';
  /** Lamps show that somebody talks to nobody because of hold. */
  readonly hold: boolean;
  /** Its mailboxes are told without being asked for. */
  readonly unsolicited: boolean;
  /** The user to call to hear messages, and From of what tells of them. */
  readonly voicemail: string;
}

/** Where an endpoint's requests come from. */
export interface AddressMatch {
  /** A range, or a host name to be looked up. */
  readonly range: AddressRange | undefined;
  readonly host: string;
  /** The port that requests must come from; undefined for any. */
  readonly port: number | undefined;
  /** The port that it is configured with, though any will do. */
  readonly usualPort?: number;
}

/** A contact from the configuration. */
export interface StaticContact {
  readonly uri: string;
}

/** How a contact is watched by OPTIONS; frequency 0 not at all. */
export interface QualifySettings {
  readonly everyMs: Ms;
  readonly everyWhenDownMs: Ms;
  readonly lateMs: Ms;
  readonly timeoutMs: Ms;
}

/** An address of record: where an endpoint can be reached. */
export interface Aor {
  readonly name: string;
  readonly dialect: Dialect;
  readonly contacts: readonly StaticContact[];
  readonly limits: RegistrarLimits;
  /** REGISTER is refused. */
  readonly fixed: boolean;
  readonly qualify: QualifySettings | undefined;
  readonly mailboxes: string;
  /** The user that a SIP/ contact was registered or is called under. */
  readonly defaultUser: string;
  readonly shown: ReadonlyArray<readonly [name: string, value: string]>;
}

/** A registration of ours with a provider. */
export interface OutboundRegistration {
  readonly name: string;
  readonly dialect: Dialect;
  readonly server: string;
  readonly address: string;
  readonly contactUser: string;
  readonly credentials: ClientCredentials | undefined;
  readonly authName: string;
  readonly expirySeconds: number;
  readonly retrySeconds: number;
  readonly forbiddenRetrySeconds: number;
  readonly mostAttempts: number;
  readonly protocol: SipProtocol | undefined;
  readonly services: boolean;
  /** A URI that the requests go through; '' for none. */
  readonly proxy: string;
}

/** A listener. */
export interface SipTransport {
  readonly name: string;
  readonly dialect: Dialect;
  readonly protocol: SipProtocol;
  readonly host: string;
  readonly port: number;
  /** What peers outside of {@link localNets} are told; '' for the address itself. */
  readonly externalHost: string;
  readonly externalPort: number | undefined;
  readonly externalMediaHost: string;
  readonly localNets: readonly AddressRange[];
}

/** What holds for a whole file. */
export interface SipSettings {
  readonly realm: string;
  readonly product: string | undefined;
  /** Unknown callers may call in, to `guestContext`. */
  readonly guests: boolean;
  readonly guest: Endpoint | undefined;
  /** Stands for hosts that are called without an endpoint of their own. */
  readonly stranger: Endpoint | undefined;
  readonly alwaysAuthReject: boolean;
  readonly services: boolean;
  readonly fromUser: string;
  readonly fromDomain: string;
  /** The endpoint that calls to bare URIs belong to. */
  readonly outboundEndpoint: string;
  readonly nonceLifeMs: Ms;
  /** Text messages outside of calls: taken at all, and only from who proves himself. */
  readonly messages: { readonly accepted: boolean; readonly authenticated: boolean };
  /** Domains that are ours, in lower case, with the context of calls to them where it has its own. */
  readonly domains: ReadonlyMap<string, string>;
  /** Domains that mean the same as another. */
  readonly domainAliases: ReadonlyMap<string, string>;
  readonly debug: boolean;
}

/** All that one file says. */
export interface SipSource {
  readonly dialect: Dialect;
  readonly endpoints: readonly Endpoint[];
  readonly aors: readonly Aor[];
  readonly registrations: readonly OutboundRegistration[];
  readonly transports: readonly SipTransport[];
  /** What is shown of the other sections: accounts, addresses that are recognised, registrations of ours. */
  readonly objects: readonly ShownObject[];
  readonly settings: SipSettings;
}
