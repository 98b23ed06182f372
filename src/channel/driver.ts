import type { Cause } from './cause.ts';
import type { Channel } from './channel.ts';
import type { DeviceState } from './state.ts';

/** Why and for whom a channel is asked for. */
export interface ChannelRequest {
  /** What follows the slash: `alice`, `alice/123`, `100@default/n`. */
  readonly resource: string;
  /** The channel on whose behalf, if any: variables, attachments, language and linkedid come from it. */
  readonly requestor: Channel | undefined;
  /** Codecs wanted, most wanted first; none means the driver's own choice. */
  readonly codecs?: readonly string[];
}

/** What came of asking for a channel. */
export type RequestResult =
  | { readonly ok: true; readonly channel: Channel }
  | { readonly ok: false; readonly cause: Cause; readonly reason: string };

/** A technology, under one or more names. Made by `defineChannelDriver` in `extend`. */
export interface ChannelDriver {
  /** The names before the slash, for example `SIP` and `PJSIP`; matched without regard to case. */
  readonly technologies: readonly string[];
  readonly description: string;
  /** Makes a channel that is Down; `call()` on its leg then starts it. */
  request(technology: string, request: ChannelRequest): RequestResult;
  /** The state of a device `TECH/resource`; undefined if it is none of this driver's. */
  deviceState?(technology: string, resource: string): DeviceState | undefined;
}
