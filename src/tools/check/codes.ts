import { defineDiagnostic } from '../../base/diagnostic-kind.ts';

/** What does not fit together in a configuration folder: names between files (CK01), values from outside (CK02). */
export const codes = {
  unknownContext: defineDiagnostic({
    code: 'CK0101',
    severity: 'error',
    title: 'a context that extensions.conf does not have',
    explanation:
      'A phone, trunk, calendar or call leads to a context of the dialplan, and extensions.conf has no section of that name. Calls that go there are refused. Capitals matter in the names of contexts.',
  }),
  unknownEndpoint: defineDiagnostic({
    code: 'CK0102',
    severity: 'warning',
    title: 'a phone or trunk that no file defines',
    explanation:
      '`SIP/name` and `PJSIP/name` reach the endpoint of that name in sip.conf or pjsip.conf. There is none, so that dialling it gives CHANUNAVAIL, unless the name is a host that is to be called directly.',
  }),
  unknownMailbox: defineDiagnostic({
    code: 'CK0103',
    severity: 'warning',
    title: 'a mailbox that voicemail.conf does not have',
    explanation:
      'A mailbox is `box@context`; without a context it is in `default`. voicemail.conf defines boxes as `box => password,name` in the section of the context.',
  }),
  unknownCalendar: defineDiagnostic({
    code: 'CK0104',
    severity: 'error',
    title: 'a calendar that calendar.conf does not have',
    explanation:
      'The function names a calendar, which is a section of calendar.conf other than [general]. Of an unknown one it gives the empty text.',
  }),
  unknownMusicClass: defineDiagnostic({
    code: 'CK0105',
    severity: 'warning',
    title: 'a class of music that musiconhold.conf does not have',
    explanation: 'The class `default` is played instead, if there is one.',
  }),
  badDialString: defineDiagnostic({
    code: 'CK0106',
    severity: 'error',
    title: 'a dial string that is none',
    explanation:
      'What is to be called is written TECHNOLOGY/resource, for example `SIP/phone`, `PJSIP/number@trunk` or `Local/extension@context`; several are joined by `&`. Anything else cannot be called.',
  }),
  unbuiltTechnology: defineDiagnostic({
    code: 'CK0107',
    severity: 'warning',
    title: 'a technology that is not here',
    explanation:
      'Asterisk knows this kind of channel, Asterism does not, or not yet. For the ports of telephony cards name a SIP gateway in the section [gateways] of asterisk.conf: `g2 = PJSIP/@gateway`.',
  }),
  unknownExtension: defineDiagnostic({
    code: 'CK0108',
    severity: 'warning',
    title: 'an extension that the dialplan does not have',
    explanation: 'The context is there, but neither it nor what it includes has an extension that matches.',
  }),
  endpointTwice: defineDiagnostic({
    code: 'CK0109',
    severity: 'warning',
    title: 'a phone or trunk in sip.conf and in pjsip.conf',
    explanation:
      'Both files describe phones and trunks for the same SIP stack. Where both have one of the same name, pjsip.conf counts, for SIP/name and PJSIP/name alike. Remove or rename one of them.',
  }),
  missingPrompt: defineDiagnostic({
    code: 'CK0110',
    severity: 'warning',
    title: 'a prompt that is not there',
    explanation:
      'The dialplan plays a sound that no file of this machine holds, that is none of the standard prompts (which are spoken where nobody has recorded them), and that the dialplan does not record. Its name is read out to the caller, and PLAYBACKSTATUS is FAILED.',
  }),
  tainted: defineDiagnostic({
    code: 'CK0201',
    severity: 'warning',
    title: 'a value from outside where it can do harm',
    explanation:
      "A caller, a calendar or a web page decides what the value is, and it becomes part of a command of the system or of a dial string. A caller's name such as `$(reboot)` would run as a command; a dialled text such as `1&SIP/trunk/0900123` would make an expensive call. Let only harmless characters through: `${FILTER(0-9A-Za-z,${...})}`.",
  }),
} as const;
