import type { EventBus } from '../../base/event-bus.ts';
import { definePort } from '../../base/port.ts';

/** The event stream: to listen, and for applications whose very purpose is to report. */
export const eventsPort = definePort<EventBus>('events');
