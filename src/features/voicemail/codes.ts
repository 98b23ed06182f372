import { defineDiagnostic } from '../../base/diagnostic-kind.ts';

/** What can be wrong with voicemail.conf. */
export const codes = {
  noPassword: defineDiagnostic({
    code: 'VM0101',
    severity: 'warning',
    title: 'a mailbox without a password',
    explanation:
      'A mailbox reads `number => password,name,e-mail`. Without a password its owner gets in by pressing # alone, and so does everybody else. Messages can be left all the same.',
  }),
  notDiallable: defineDiagnostic({
    code: 'VM0102',
    severity: 'warning',
    title: 'a mailbox whose name cannot be dialled',
    explanation:
      'VoiceMailMain() asks for the mailbox by its digits, so a mailbox called `anna` can be opened only by VoiceMailMain(anna). If the line was meant for an option, it belongs to [general].',
  }),
  twice: defineDiagnostic({
    code: 'VM0103',
    severity: 'warning',
    title: 'two mailboxes of the same number in one context',
    explanation: 'The later line is the one that counts. Messages of both go into the same folder.',
  }),
  unknownOption: defineDiagnostic({
    code: 'VM0104',
    severity: 'warning',
    title: 'a mailbox has an option that there is not',
    explanation:
      'The fifth part of a mailbox holds options such as `attach=no|delete=yes|tz=central`, joined by `|`. The one shown is not known and has no effect.',
  }),
  unknownZone: defineDiagnostic({
    code: 'VM0105',
    severity: 'warning',
    title: 'a mailbox is in a zone that [zonemessages] does not have',
    explanation:
      '`tz` names a line of [zonemessages], for example `central=America/Chicago|...`, and not a time zone itself. Without it the machine’s own time is said and written.',
  }),
  unknownTimeZone: defineDiagnostic({
    code: 'VM0106',
    severity: 'warning',
    title: 'a zone with a time zone that is not known',
    explanation:
      'A line of [zonemessages] begins with a time zone such as Europe/Berlin, followed by `|` and how times are said. Times of this zone are taken for UTC.',
  }),
  badAddress: defineDiagnostic({
    code: 'VM0107',
    severity: 'warning',
    title: 'an e-mail address that is none',
    explanation:
      'The third part of a mailbox is an e-mail address, the fourth the address of a pager; several are joined by `|`. No mail is sent to the one shown.',
  }),
  minimumTooLong: defineDiagnostic({
    code: 'VM0108',
    severity: 'warning',
    title: 'minsecs is not less than maxsilence',
    explanation:
      'A message ends after `maxsilence` seconds of silence, and one shorter than `minsecs` is thrown away. Where minsecs is the greater, what somebody says briefly and clearly is thrown away.',
  }),
  smtpOpen: defineDiagnostic({
    code: 'VM0109',
    severity: 'warning',
    title: 'the password for the SMTP server goes over the network unencrypted',
    explanation:
      'With `smtptls = none` and `smtpuser` the password and all messages can be read on the way. `starttls` (the default) or `tls` keeps them secret.',
  }),
} as const;
