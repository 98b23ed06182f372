import { defineTopic, type Topic } from '../../base/event-bus.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import type { RtcpPart } from '../../media/rtp/read-rtcp.ts';
import type { Address } from '../../net/address.ts';
import type { Dialect } from './config/endpoint.ts';

/** An endpoint has registered, gone, or become (un)reachable. */
export interface PeerStatus {
  readonly technology: Dialect;
  /** Its name, without the technology. */
  readonly peer: string;
  readonly status: 'Registered' | 'Unregistered' | 'Reachable' | 'Lagged' | 'Unreachable';
  /** `host:port`, where there is one. */
  readonly address: string;
  /** `Expired` where nobody asked for it. */
  readonly cause: string;
  /** The round trip of OPTIONS, where that was what told. */
  readonly timeMs: number | undefined;
}

/** @see PeerStatus */
export const peerStatusChanged: Topic<PeerStatus> = defineTopic('peerStatusChanged');

/** A contact of pjsip.conf has come, gone, or answers or not. */
export interface ContactChange {
  readonly aor: string;
  readonly endpoint: string;
  readonly uri: string;
  readonly status: 'NonQualified' | 'Unknown' | 'Reachable' | 'Unreachable' | 'Removed';
  /** Of OPTIONS; undefined where none was answered. */
  readonly roundTripMs: number | undefined;
}

/** @see ContactChange */
export const contactChanged: Topic<ContactChange> = defineTopic('contactChanged');

/** A registration of ours has changed. */
export interface RegistryStatus {
  readonly technology: Dialect;
  readonly username: string;
  readonly domain: string;
  readonly status: 'Registered' | 'Rejected' | 'Unregistered' | 'Failed';
  readonly cause: string;
}

/** @see RegistryStatus */
export const registryChanged: Topic<RegistryStatus> = defineTopic('registryChanged');

/** A manager client has had a peer asked whether it lives; it has been, its answer may not have come yet. */
export const peerAsked: Topic<{ readonly peer: string; readonly actionId: string }> = defineTopic('peerAsked');

/** What has ended the call: no audio, or no refresh of its session. */
export type SessionTimeoutSource = 'RTPTimeout' | 'SIPSessionTimer';

/** A call is being ended because nothing comes from its phone any more. */
export const sessionTimedOut: Topic<{ readonly channel: ChannelSnapshot; readonly source: SessionTimeoutSource }> =
  defineTopic('sessionTimedOut');

/** A report on how the audio of a call arrives (RTCP) has come from a phone, or gone to it. */
export interface AudioReported {
  readonly channel: ChannelSnapshot;
  readonly way: 'in' | 'out';
  readonly report: RtcpPart;
  /** How long a packet takes there and back, where a report that came says so. */
  readonly roundTripMs: number | undefined;
  readonly from: Address;
  readonly to: Address;
  /** When, in epoch milliseconds. */
  readonly atMs: number;
}

/** @see AudioReported */
export const audioReported: Topic<AudioReported> = defineTopic('audioReported');
