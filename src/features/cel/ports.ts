import { definePort } from '../../base/port.ts';
import type { Channel } from '../../channel/channel.ts';
import type { CelEvent } from './event.ts';
import type { CelSettings } from './settings.ts';

/** A place that events are written to. It never throws. */
export interface CelBackend {
  /** As `cel show status` lists it. */
  readonly name: string;
  write(event: CelEvent): void;
}

/** Channel event logging, to those who write and those who tell of something. */
export interface CelDesk {
  readonly settings: CelSettings;
  readonly backends: readonly CelBackend[];
  /** Has events written by `backend` until the returned function is called. */
  add(backend: CelBackend): () => void;
  /** Tells of an event of the dialplan's own. */
  tell(channel: Channel, name: string, extra: string): void;
  /** The time of an event as it is written: seconds with their fraction, or as `dateformat` says. */
  timeText(event: CelEvent): string;
}

/** @see CelDesk */
export const celDeskPort = definePort<CelDesk>('cel-desk');
