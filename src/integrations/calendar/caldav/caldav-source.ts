import type { Clock } from '../../../base/clock.ts';
import { type Diagnostic, diagnose, spanAt } from '../../../base/diagnostic.ts';
import { hours, type Ms } from '../../../base/duration.ts';
import type { Logger } from '../../../base/log.ts';
import type {
  CalendarFetch,
  CalendarLocation,
  CalendarSource,
  CalendarWindow,
} from '../../../extend/define-calendar-provider.ts';
import type { HttpClient } from '../../../net/http.ts';
import type { LedgerFacts } from '../../../pbx/ports/ledger.ts';
import { codes } from '../codes.ts';
import { readApart } from '../ical/read-apart.ts';
import { createDavClient } from './dav-client.ts';
import { type Collection, findCollection } from './find-collection.ts';
import { Outbox } from './outbox.ts';
import { putEvent } from './put-event.ts';
import { eventsIn } from './requests.ts';
import { caldav, type DavResource } from './resource.ts';

/** What the provider needs. */
export interface CaldavHouse {
  readonly clock: Clock;
  readonly log: Logger;
  readonly http: HttpClient;
  /** Where events that are to be written wait. */
  readonly book: LedgerFacts;
  /** The server's own zone, an IANA name. */
  readonly serverZone: string;
}

/** Asked for before the window, so that no view of floating times and whole days leaves one out. */
const BEFORE: Ms = hours(24);
/** Asked for behind it: the same, and what comes into the window while the server is away or says that nothing has changed. */
const BEHIND: Ms = hours(48);
/** No zone is further from UTC than this. */
const WIDEST_OFFSET: Ms = hours(15);

/** The last good answer: the objects of all events that touch a stretch of time, as one text. */
interface GoodAnswer {
  readonly bytes: Uint8Array;
  readonly collection: Collection;
  readonly stretch: CalendarWindow;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A calendar on a CalDAV server. A refresh asks what lies at the address, which also tells whether anything has changed, and
 * then for the events around the window; recurrence is worked out here. Whatever the server answers, the last good events
 * stay. Writing goes through an {@link Outbox}.
 * @see RFC 4791
 */
export function createCaldavSource(location: CalendarLocation, house: CaldavHouse): CalendarSource {
  const client = createDavClient(location, house.http);
  let good: GoodAnswer | undefined;
  /** Where the calendar was found. */
  let found: string | undefined;

  const outbox = new Outbox(location.name, {
    clock: house.clock,
    log: house.log,
    book: house.book,
    async send(draft, signal) {
      if (found === undefined) {
        const place = await findCollection(client, client.url, signal);
        if (!place.ok) return { kind: 'later', why: place.fault };
        found = place.collection.url;
      }
      return putEvent(client, found, draft, house.clock.now(), signal);
    },
  });

  const read = ({ bytes }: GoodAnswer, window: CalendarWindow, signal: AbortSignal): ReturnType<typeof readApart> => {
    const { name, timezone } = location;
    const options = { name: `calendar ${name}`, ...window, timezone, serverZone: house.serverZone };
    return readApart(bytes, options, house.clock, signal);
  };

  const fallBack = async (fault: string, window: CalendarWindow, signal: AbortSignal): Promise<CalendarFetch> => {
    const result = good && (await read(good, window, signal));
    return { events: result?.kind === 'calendar' ? result.events : undefined, fault, diagnostics: [] };
  };

  return {
    async fetch(window, signal) {
      const place = await findCollection(client, found ?? client.url, signal);
      if (!place.ok) {
        // It may have moved: what was found is looked for again.
        found = undefined;
        return fallBack(place.fault, window, signal);
      }
      const { collection } = place;
      found = collection.url;
      let answer = good;
      if (!answer || !holdsStill(answer, collection, window)) {
        const stretch = { fromMs: window.fromMs - BEFORE, toMs: window.toMs + BEHIND };
        const report = await client.ask('REPORT', collection.url, 1, eventsIn(stretch), signal);
        if (!report.ok) return fallBack(report.fault, window, signal);
        if (report.resources.some(({ status }) => status === 507))
          return fallBack('the server gives only a part of the events (507)', window, signal);
        answer = { collection, stretch, ...joinObjects(report.resources) };
      }
      const result = await read(answer, window, signal);
      if (result.kind === 'too-heavy') return fallBack(result.why, window, signal);
      good = answer;
      outbox.serverIsBack();
      if (result.kind === 'no-calendar') return { events: [], fault: undefined, diagnostics: answer.diagnostics };
      return { events: result.events, fault: undefined, diagnostics: [...answer.diagnostics, ...result.diagnostics] };
    },
    write: (draft) => outbox.write(draft),
    close: () => outbox.close(),
  };
}

/** True if an answer is still good for a window: nothing has changed, and it reaches far enough. */
function holdsStill(answer: GoodAnswer, collection: Collection, window: CalendarWindow): boolean {
  const { version, url } = answer.collection;
  if (version === undefined || version !== collection.version || url !== collection.url) return false;
  return answer.stretch.fromMs <= window.fromMs - WIDEST_OFFSET && answer.stretch.toMs >= window.toMs + WIDEST_OFFSET;
}

/** The objects of an answer as one text, which the reader of .ics files takes; what is no object is told and left out. */
function joinObjects(resources: readonly DavResource[]): Pick<GoodAnswer, 'bytes' | 'diagnostics'> {
  const diagnostics: Diagnostic[] = [];
  const texts = resources.flatMap(({ href, properties }) => {
    const text = properties.get(caldav('calendar-data'))?.text.trim();
    if (text === undefined) return [];
    if (/^BEGIN:VCALENDAR\b/i.test(text)) return [text];
    const start = text.slice(0, 60);
    diagnostics.push(
      diagnose(codes.brokenObject, `${href.slice(0, 200)} is no calendar object`, spanAt(href, 1, 1, start.length), {
        sourceLine: start,
      }),
    );
    return [];
  });
  return { bytes: Buffer.from(texts.join('\r\n')), diagnostics };
}
