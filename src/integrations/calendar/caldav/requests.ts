import type { Ms } from '../../../base/duration.ts';
import type { CalendarWindow } from '../../../extend/define-calendar-provider.ts';

const NAMESPACES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/"';
const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';

/** Asks what a resource is, whose it is, and in which state: the properties that tell a calendar, a principal and a change. */
export const whatIsIt = `${HEAD}<D:propfind ${NAMESPACES}><D:prop><D:resourcetype/><D:displayname/><S:getctag/><D:current-user-principal/><C:calendar-home-set/><C:supported-calendar-component-set/></D:prop></D:propfind>`;

/**
 * Asks for the events that touch a window, whole and with their rules: the server does not expand them.
 * @see RFC 4791 §7.8, §9.9
 */
export function eventsIn(window: CalendarWindow): string {
  const range = `<C:time-range start="${utcStamp(window.fromMs)}" end="${utcStamp(window.toMs)}"/>`;
  return query(range, '<D:getetag/><C:calendar-data/>');
}

/** Asks where the event of a UID lies. */
export function eventNamed(uid: string): string {
  const filter = `<C:prop-filter name="UID"><C:text-match collation="i;octet">${escapeXml(uid)}</C:text-match></C:prop-filter>`;
  return query(filter, '<D:getetag/><C:calendar-data/>');
}

function query(filter: string, properties: string): string {
  return `${HEAD}<C:calendar-query ${NAMESPACES}><D:prop>${properties}</D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">${filter}</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`;
}

/** `20261121T090000Z`; what lies before 1900 or behind 9999 is moved to the edge. */
export function utcStamp(ms: Ms): string {
  const inside = Math.min(Math.max(ms, Date.UTC(1900, 0, 1)), Date.UTC(9999, 11, 31));
  return `${new Date(inside).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Text between tags; characters that XML does not know are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
