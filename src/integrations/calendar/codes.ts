import { defineDiagnostic } from '../../base/diagnostic-kind.ts';

/** What can be wrong with a calendar's text (CA01) and with calendar.conf (CA02). */
export const codes = {
  brokenLine: defineDiagnostic({
    code: 'CA0101',
    severity: 'warning',
    title: 'a line of the calendar is no property',
    explanation:
      'Each line of an iCalendar file reads NAME:value or NAME;PARAMETER=x:value; a line that goes on from the one above starts with a blank. The line shown is neither. It is passed over; the rest of its event counts.',
  }),
  brokenEvent: defineDiagnostic({
    code: 'CA0102',
    severity: 'warning',
    title: 'an event cannot be understood',
    explanation:
      'The event lacks a start that can be read, or is cut off before its END:VEVENT. Only this event is left out; all others of the calendar count.',
  }),
  brokenValue: defineDiagnostic({
    code: 'CA0103',
    severity: 'warning',
    title: 'a date, duration or number of an event cannot be read',
    explanation:
      'The property shown has a value of the wrong form, for example DTEND:tomorrow. The event is kept as if the property were absent.',
  }),
  brokenRule: defineDiagnostic({
    code: 'CA0104',
    severity: 'warning',
    title: 'a recurrence rule cannot be understood',
    explanation:
      'The RRULE is not of the form FREQ=WEEKLY;BYDAY=MO. The event takes place once, at its start, and on its RDATEs.',
  }),
  unknownZone: defineDiagnostic({
    code: 'CA0105',
    severity: 'warning',
    title: 'a time zone is not known',
    explanation:
      "The TZID is neither defined by a VTIMEZONE in the calendar, nor an IANA name such as Europe/Berlin, nor a Windows name such as 'W. Europe Standard Time'. Its times are read in the calendar's own zone: X-WR-TIMEZONE, or the option `timezone` in calendar.conf, or the server's zone.",
  }),
  brokenZone: defineDiagnostic({
    code: 'CA0106',
    severity: 'warning',
    title: 'a VTIMEZONE cannot be used',
    explanation:
      'The VTIMEZONE has no STANDARD or DAYLIGHT part with DTSTART and TZOFFSETTO. Its name is looked up among the IANA and Windows names instead.',
  }),
  ruleTooLong: defineDiagnostic({
    code: 'CA0107',
    severity: 'warning',
    title: 'a recurrence rule gives too many instances',
    explanation:
      'An event that recurs every second or every minute, or one that counts from long ago in small steps, would give more instances than anybody can be called for. The instances up to the limit are kept.',
  }),
  missingUid: defineDiagnostic({
    code: 'CA0108',
    severity: 'warning',
    title: 'an event has no UID',
    explanation:
      'A UID tells which event is which from one fetch to the next. Without it the summary stands in, or the start time, and a change of the start makes it a new event.',
  }),
  endBeforeStart: defineDiagnostic({
    code: 'CA0109',
    severity: 'warning',
    title: 'an event ends before it starts',
    explanation: 'The end is taken to be the start (for an all-day event: the end of its day).',
  }),
  brokenAlarm: defineDiagnostic({
    code: 'CA0110',
    severity: 'warning',
    title: 'an alarm cannot be understood',
    explanation:
      'A VALARM needs a TRIGGER: a duration such as -PT15M, or a date and time in UTC with VALUE=DATE-TIME. This alarm reminds nobody; the event and its other alarms count.',
  }),
  cutOff: defineDiagnostic({
    code: 'CA0111',
    severity: 'warning',
    title: 'the calendar ends before END:VCALENDAR',
    explanation: 'The text was probably cut off on the way. The events that are complete count.',
  }),
  brokenObject: defineDiagnostic({
    code: 'CA0112',
    severity: 'warning',
    title: 'an object of the calendar is no calendar text',
    explanation:
      'A CalDAV server gives each event as a text of its own, from BEGIN:VCALENDAR to END:VCALENDAR. What it gave for the address shown is something else; only this event is left out.',
  }),
  noChannel: defineDiagnostic({
    code: 'CA0201',
    severity: 'warning',
    title: 'reminders are asked for, but nobody to call',
    explanation:
      '`autoreminder` is set and `channel` is not, so no reminder can be given. Write for example `channel = SIP/alice`.',
  }),
  badChannel: defineDiagnostic({
    code: 'CA0202',
    severity: 'warning',
    title: 'the channel to call has the wrong form',
    explanation:
      'A channel is written TECHNOLOGY/resource, for example SIP/alice or Local/100@phones. No reminder can be given.',
  }),
  unverified: defineDiagnostic({
    code: 'CA0203',
    severity: 'warning',
    title: "the server's certificate is not checked",
    explanation:
      '`tls_verify = no` accepts any certificate: whoever sits between this machine and the server can read the password and change the calendar. Asterisk never checks; Asterism does unless told otherwise. Better give the server a certificate that is valid, or name its issuer in NODE_EXTRA_CA_CERTS.',
  }),
  unbuiltType: defineDiagnostic({
    code: 'CA0204',
    severity: 'warning',
    title: 'a kind of calendar that is not built yet',
    explanation:
      'Calendars of this type are known but cannot be fetched yet; the section has no effect. Most servers also offer the same calendar as an .ics address, which `type = ical` reads.',
  }),
  unknownTimezone: defineDiagnostic({
    code: 'CA0205',
    severity: 'warning',
    title: 'an unknown time zone',
    explanation:
      "`timezone` takes an IANA name such as Europe/Berlin, a Windows name such as 'W. Europe Standard Time', or an offset such as UTC+02:00. Until it is one of these the calendar's own zone holds, else the server's.",
  }),
  gapBetweenFetches: defineDiagnostic({
    code: 'CA0206',
    severity: 'warning',
    title: 'events between two fetches are not seen',
    explanation:
      'The calendar is fetched every `refresh` minutes and only events within `timeframe` minutes are looked at. Where `refresh` is the larger one, an event can come and go unseen. The default of `refresh` is 3600 minutes, two and a half days; write for example `refresh = 15` and `timeframe = 60`.',
  }),
  noUrl: defineDiagnostic({
    code: 'CA0207',
    severity: 'warning',
    title: 'a calendar without a usable address',
    explanation:
      'The section sets no `url`, or one that is neither http, https, webcal nor (for `type = ical`) file. The calendar stays empty.',
  }),
  noAuthorities: defineDiagnostic({
    code: 'CA0209',
    severity: 'warning',
    title: 'the file of authorities cannot be read',
    explanation:
      '`tls_ca_file` names a file in PEM form with the certificates that have issued the one of the calendar’s server. It cannot be read, so the authorities of the system count, and a server with a certificate of its own is refused.',
  }),
  noType: defineDiagnostic({
    code: 'CA0208',
    severity: 'warning',
    title: 'a calendar without a type',
    explanation: 'A section of calendar.conf is a calendar only if it says of which `type` it is. It has no effect.',
  }),
} as const;
