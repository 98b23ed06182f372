import type { DavClient } from './dav-client.ts';
import { resolveHref } from './dav-client.ts';
import { whatIsIt } from './requests.ts';
import { caldav, calendarServer, type DavResource, dav } from './resource.ts';

/** A calendar on the server. */
export interface Collection {
  /** Absolute. */
  readonly url: string;
  /** Changes whenever something in it does; undefined where the server tells none. */
  readonly version: string | undefined;
}

/** The calendar, or a clause that says why there is none. */
export type FoundCollection =
  | { readonly ok: true; readonly collection: Collection }
  | { readonly ok: false; readonly fault: string };

/** Names of calendars in a message; the rest are counted. */
const MOST_NAMED = 5;

/**
 * Finds out what lies at an address. A calendar is taken as it is. From a principal, or a folder of calendars, the only calendar
 * in it is taken; where there are several, the message names them. A server that answers no PROPFIND is believed to have a calendar there.
 * @see RFC 4791 §6.2.1
 */
export async function findCollection(client: DavClient, url: string, signal: AbortSignal): Promise<FoundCollection> {
  const answer = await client.ask('PROPFIND', url, 0, whatIsIt, signal);
  if (!answer.ok) {
    if (answer.status === 405 || answer.status === 501) return { ok: true, collection: { url, version: undefined } };
    return { ok: false, fault: answer.fault };
  }
  const [self] = answer.resources;
  if (!self || self.status === 404) return { ok: false, fault: 'there is nothing at this address (404)' };
  // Where nothing is said of its kind it may be a calendar.
  if (isCalendar(self) || kindsOf(self).length === 0)
    return { ok: true, collection: { url, version: versionOf(self) } };
  const homeText = self.properties.get(caldav('calendar-home-set'))?.text.trim();
  const home = homeText ? resolveHref(homeText, answer.url, client.url) : url;
  if (home === undefined) return { ok: false, fault: `it names calendars on another host: ${homeText}` };
  if (!homeText && !isKind(self, dav('collection')))
    return { ok: false, fault: 'what lies at this address is no calendar' };
  return onlyCalendarIn(client, home, signal);
}

async function onlyCalendarIn(client: DavClient, home: string, signal: AbortSignal): Promise<FoundCollection> {
  const answer = await client.ask('PROPFIND', home, 1, whatIsIt, signal);
  if (!answer.ok) return { ok: false, fault: answer.fault };
  const calendars = answer.resources.flatMap((resource) => {
    const url =
      isCalendar(resource) && holdsEvents(resource) ? resolveHref(resource.href, answer.url, client.url) : undefined;
    return url === undefined ? [] : [{ url, version: versionOf(resource) }];
  });
  const [only, ...more] = calendars;
  if (!only) return { ok: false, fault: 'what lies at this address is no calendar, and there is none in it' };
  if (more.length === 0) return { ok: true, collection: only };
  const names = calendars.slice(0, MOST_NAMED).map(({ url }) => new URL(url).pathname);
  const rest = calendars.length > MOST_NAMED ? ` and ${calendars.length - MOST_NAMED} more` : '';
  return {
    ok: false,
    fault: `there are ${calendars.length} calendars at this address; name one in url: ${names.join(', ')}${rest}`,
  };
}

function kindsOf(resource: DavResource): readonly string[] {
  return resource.properties.get(dav('resourcetype'))?.elements.map(({ name }) => name) ?? [];
}

function isKind(resource: DavResource, kind: string): boolean {
  return kindsOf(resource).includes(kind);
}

function isCalendar(resource: DavResource): boolean {
  return isKind(resource, caldav('calendar'));
}

/** False for one that says that it holds something else, such as tasks. */
function holdsEvents(resource: DavResource): boolean {
  const components = resource.properties.get(caldav('supported-calendar-component-set'))?.elements;
  return !components || components.length === 0 || components.some(({ label }) => label.toUpperCase() === 'VEVENT');
}

function versionOf({ properties }: DavResource): string | undefined {
  return properties.get(calendarServer('getctag'))?.text.trim() || undefined;
}
