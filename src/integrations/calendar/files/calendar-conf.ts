import { diagnose } from '../../../base/diagnostic.ts';
import type { DiagnosticKind } from '../../../base/diagnostic-kind.ts';
import { boolean, choice, duration, integer, nameValues, secret, text } from '../../../config/schema/kinds.ts';
import type { Report } from '../../../config/schema/option.ts';
import { defineSchema } from '../../../config/schema/schema.ts';
import { namedSection, type Options, otherSections, type SectionValues } from '../../../config/schema/section.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';
import { codes } from '../codes.ts';
import { effectiveUrl } from '../ical/load-text.ts';
import { zoneByName } from '../ical/zone-names.ts';

/** The types that a provider exists for; the others are known and answered with a diagnostic. */
const BUILT: ReadonlySet<string> = new Set(['ical', 'caldav']);

const options = {
  type: choice({
    doc: 'The kind of calendar.',
    of: ['ical', 'caldav', 'exchange', 'ews', 'graph', 'google'],
  }),
  url: text({ doc: 'Where it lies: http, https, webcal or file.', default: '' }),
  user: text({ doc: 'The user, where the server asks for one.', default: '' }),
  secret: secret({ doc: 'The password of that user.' }),
  refresh: integer({ doc: 'Minutes from one fetch to the next.', min: 1, max: 1_000_000, default: 3600 }),
  timeframe: integer({
    doc: 'Minutes from now within which events are looked at.',
    min: 1,
    max: 5_256_000,
    default: 60,
  }),
  autoreminder: integer({
    doc: 'Minutes before the start of every event at which to remind of it, instead of its own alarms; 0 for the alarms.',
    min: 0,
    max: 525_600,
    default: 0,
  }),
  channel: text({ doc: 'Whom to call for a reminder: TECHNOLOGY/resource.', default: '', refers: 'dial string' }),
  context: text({ doc: 'Where an answered call goes; priority 1.', default: '', refers: 'context' }),
  extension: text({ doc: 'The extension there; `s` if left out.', default: '' }),
  app: text({ doc: 'An application to run on the answered call, instead of context and extension.', default: '' }),
  appdata: text({ doc: 'Its arguments.', default: '' }),
  waittime: duration({ doc: 'How long it may ring.', unit: 'seconds', min: 1, max: 3600, default: 30_000 }),
  setvar: nameValues({
    doc: 'Variables and functions to set, in order, with their values evaluated for each reminder; a name with `_` or `__` reaches the call.',
  }),
  fetch_again_at_reload: boolean({
    doc: 'A reload fetches the calendar anew, with a changed url, user or secret. Else only the other options are taken over.',
    default: false,
  }),
  timezone: text({
    doc: 'The zone of floating times and whole days, stronger than what the calendar says.',
    default: '',
  }),
  tls_verify: boolean({ doc: "Checks the server's certificate.", default: true }),
  tls_ca_file: text({
    doc: 'The certificates of the authorities that may have issued it, PEM; those of the system where no file is named.',
  }),
};

/** A section of calendar.conf, read. */
export type CalendarSection = SectionValues<typeof options>;

/**
 * calendar.conf: the calendars, and whom to call when one of their events reminds.
 * Deviation: the certificates of servers are verified unless `tls_verify = no`; Asterisk never does.
 */
export const calendarSchema = defineSchema({
  file: 'calendar.conf',
  doc: 'Calendars, and whom to call when an event reminds.',
  sections: {
    general: namedSection('general', { doc: 'Nothing is set here.', options: {} }),
    calendars: otherSections({
      doc: 'One calendar; the section name is its name.',
      unique: true,
      defines: 'calendar',
      options,
      check: checkCalendar,
    }),
  },
});

/** @see calendarSchema */
export const configFile = defineConfigFile({ module: 'res_calendar', schema: calendarSchema });

function checkCalendar(section: CalendarSection, report: Report): void {
  const { values } = section;
  const tell = (option: keyof typeof options, kind: DiagnosticKind, message: string, help?: string): void =>
    reportAt(section, option, kind, message, help, report);
  if (values.type === undefined) {
    // A wrong type has been told already.
    if (!section.at('type')) tell('type', codes.noType, `'${section.name}' has no type`, "write 'type = ical'");
    return;
  }
  if (!BUILT.has(values.type)) {
    tell(
      'type',
      codes.unbuiltType,
      `calendars of type '${values.type}' are not built yet`,
      'the server may offer the same as an .ics address: type = ical',
    );
    return;
  }
  const isFile = values.type === 'ical';
  const schemes = isFile ? /^(https?:\/\/.|file:\/)/i : /^https?:\/\/./i;
  if (!schemes.test(effectiveUrl(values.url)) || values.url === '')
    tell(
      'url',
      codes.noUrl,
      values.url === '' ? `'${section.name}' has no url` : `'${values.url}' cannot be fetched`,
      isFile ? "write 'url = https://…' or 'url = file:///…'" : "write 'url = https://…'",
    );
  if (values.autoreminder > 0 && values.channel === '')
    tell('autoreminder', codes.noChannel, `'${section.name}' has an autoreminder, but no channel to call`);
  if (values.channel !== '' && !/^[^/]+\/./.test(values.channel))
    tell('channel', codes.badChannel, `'${values.channel}' is no TECHNOLOGY/resource`);
  if (!values.tls_verify)
    tell('tls_verify', codes.unverified, `the certificate of the server of '${section.name}' is not checked`);
  if (values.timezone !== '' && !zoneByName(values.timezone))
    tell('timezone', codes.unknownTimezone, `there is no time zone '${values.timezone}'`);
  if (values.channel !== '' && values.refresh > values.timeframe)
    tell(
      'refresh',
      codes.gapBetweenFetches,
      `'${section.name}' is fetched every ${values.refresh} minutes, but looks only ${values.timeframe} minutes ahead`,
    );
}

function reportAt(
  section: SectionValues<Options>,
  option: string,
  kind: DiagnosticKind,
  message: string,
  help: string | undefined,
  report: Report,
): void {
  const item = section.at(option);
  const place = item?.value.text ? item.value : (item?.name ?? section.sections[0]?.name);
  if (place) report(diagnose(kind, message, place.span, { sourceLine: place.sourceLine, help }));
}
