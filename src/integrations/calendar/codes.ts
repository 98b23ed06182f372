import { defineDiagnostic } from '../../base/diagnostic-kind.ts';

/** What can be wrong with a calendar's text. */
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
} as const;
