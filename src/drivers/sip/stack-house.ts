import type { Clock } from '../../base/clock.ts';
import type { EventBus } from '../../base/event-bus.ts';
import type { Logger } from '../../base/log.ts';
import type { ChannelTable } from '../../channel/table.ts';
import type { MediaEngine } from '../../media/facade.ts';
import type { Network } from '../../net/network.ts';
import type { Bridges } from '../../pbx/ports/bridges.ts';
import type { Database } from '../../pbx/ports/database.ts';
import type { DeviceStates } from '../../pbx/ports/device-states.ts';
import type { Dialplan } from '../../pbx/ports/dialplan.ts';
import type { Mailboxes } from '../../pbx/ports/mailboxes.ts';
import type { Messages } from '../../pbx/ports/messages.ts';

/** What the stack needs of the house. */
export interface StackHouse {
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Logger;
  readonly network: Network;
  readonly media: MediaEngine;
  readonly channels: ChannelTable;
  readonly dialplan: Dialplan;
  readonly states: DeviceStates;
  readonly bridges: Bridges;
  /** Absent: nobody keeps mailboxes. */
  readonly mailboxes: Mailboxes | undefined;
  /** Absent: nobody takes text messages. */
  readonly messages: Messages | undefined;
  /** Absent: registrations do not survive a restart. */
  readonly database: Database | undefined;
  /** Why no new calls are taken at present; undefined while they are. */
  refusal(): string | undefined;
  /** The extension that picks up a call to another phone; undefined where nobody offers that. */
  pickupExtension(): string | undefined;
  /** How the stack calls itself where the configuration does not say. */
  readonly product: string;
}
