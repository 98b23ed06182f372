import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatSpan } from '../../../../src/base/diagnostic-render.ts';
import { diskSource } from '../../../../src/config/disk-source.ts';
import { readConfig } from '../../../../src/config/read-config.ts';
import { examineVoicemail } from '../../../../src/features/voicemail/examine.ts';

function faults(text: string): string[] {
  const etc = mkdtempSync(join(tmpdir(), 'asterism-examine-'));
  try {
    writeFileSync(join(etc, 'voicemail.conf'), text);
    const found = examineVoicemail(readConfig(diskSource(etc), 'voicemail.conf', {}));
    return found.map(({ code, message, span, help }) => {
      const place = formatSpan(span).replace(/^.*voicemail\.conf:/, '');
      return `${place} ${code} ${message}${help === undefined ? '' : ` (${help})`}`;
    });
  } finally {
    rmSync(etc, { recursive: true, force: true });
  }
}

test('each fault is found, at its place', () => {
  expect(
    faults(`[general]
minsecs = 10
maxsilence = 10
tz = central
serveremail = not me
smtpserver = mail.example.org
smtpuser = pbx
smtptls = none
[zonemessages]
central = America/Chicago|IMp
moon = Moon/Base|IMp
[default]
100 =>
anna => 1,Anna,anna@example.org|an na@x,@
200 => 1,Two,,,tz=centrall|atach=yes|delete=yes
200 => 2,Two again
1234@devices => 1234@default
`),
  ).toEqual([
    "11:8 VM0106 'Moon/Base' of the zone 'moon' is no time zone",
    '2:11 VM0108 minsecs (10) is not less than maxsilence (10)',
    "5:15 VM0107 'not me' is no e-mail address",
    '8:11 VM0109 the password for the SMTP server can be read on the way',
    '13:1 VM0101 the mailbox 100 has no password',
    "14:1 VM0102 'anna' cannot be dialled",
    "14:33 VM0107 'an na@x' is no e-mail address",
    "14:41 VM0107 '@' is no e-mail address",
    "15:19 VM0105 [zonemessages] has no zone 'centrall' (did you mean 'central'?)",
    "15:28 VM0104 'atach' is no option of a mailbox (did you mean 'attach'?)",
    '16:1 VM0103 the mailbox 200@default is defined twice',
  ]);
});

test('nothing is wrong with what Asterisk ships', () => {
  expect(
    faults(`[general]
format=wav49|gsm|wav
serveremail=asterisk
maxsilence=10
[zonemessages]
eastern=America/New_York|'vm-received' Q 'digits/at' IMp
military=Zulu|'vm-received' q 'digits/at' H N 'hours' 'phonetic/z_p'
[default]
1234 => 4242,Example Mailbox,root@localhost
[myaliases]
1234@devices => 1234@default
[other]
1234 => 5678,Company2 User,root@localhost
`),
  ).toEqual([]);
});
