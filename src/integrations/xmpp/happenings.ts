import { defineTopic } from '../../base/event-bus.ts';
import type { Status } from './roster.ts';

/** Something came over an account, as text; built only while somebody listens. */
export const stanzaReceived = defineTopic<{ readonly account: string; readonly packet: string }>('stanzaReceived');

/** A contact came, went, or shows itself in another way. */
export const presenceChanged = defineTopic<{
  readonly account: string;
  /** Bare. */
  readonly address: string;
  readonly resource: string;
  readonly status: Status;
  readonly priority: number;
  readonly description: string;
}>('presenceChanged');
