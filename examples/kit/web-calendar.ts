import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An event as a person would write it down. Times are in milliseconds since 1970. */
export interface CalendarEvent {
  readonly uid: string;
  readonly summary: string;
  readonly startMs: number;
  readonly endMs?: number;
  readonly location?: string;
  readonly description?: string;
  /** When its alarm goes off; without it there is none. */
  readonly alarmMs?: number;
}

/** The lines of an event, for a calendar object. */
export function eventText(event: CalendarEvent): string {
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${stamp(event.startMs)}`,
    `DTSTART:${stamp(event.startMs)}`,
    `DTEND:${stamp(event.endMs ?? event.startMs + 1_800_000)}`,
    `SUMMARY:${escaped(event.summary)}`,
    ...(event.location === undefined ? [] : [`LOCATION:${escaped(event.location)}`]),
    ...(event.description === undefined ? [] : [`DESCRIPTION:${escaped(event.description)}`]),
    ...(event.alarmMs === undefined
      ? []
      : [
          'BEGIN:VALARM',
          'ACTION:DISPLAY',
          'DESCRIPTION:reminder',
          `TRIGGER;VALUE=DATE-TIME:${stamp(event.alarmMs)}`,
          'END:VALARM',
        ]),
    'END:VEVENT',
  ].join('\r\n');
}

/** A calendar object of these events. */
export function calendarText(events: readonly CalendarEvent[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//story//EN', ...events.map(eventText), 'END:VCALENDAR', ''].join(
    '\r\n',
  );
}

/** A time as iCalendar writes it, in UTC. */
function stamp(ms: number): string {
  return `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');
}

/** An .ics file behind an address on loopback, as a calendar that somebody shares. */
export class WebCalendar implements AsyncDisposable {
  events: CalendarEvent[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/calendar');
      response.end(calendarText(this.events));
    });
  }

  static async open(): Promise<WebCalendar> {
    const calendar = new WebCalendar();
    await new Promise<void>((resolve) => calendar.#server.listen(0, '127.0.0.1', resolve));
    return calendar;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/calendar.ics`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
