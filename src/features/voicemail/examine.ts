import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import type { DiagnosticKind } from '../../base/diagnostic-kind.ts';
import { nearestName } from '../../base/similar.ts';
import { type ConfigFile, type ConfigItem, sectionsNamed } from '../../config/config-file.ts';
import type { ConfigText } from '../../config/text.ts';
import { codes } from './codes.ts';

/** What a mailbox may say for itself; the second row is Asterisk's and has no effect here. */
const BOX_OPTIONS = new Set([
  ...[
    'attach',
    'attachfmt',
    'callback',
    'delete',
    'deletevoicemail',
    'dialout',
    'emailbody',
    'emailsubject',
    'envelope',
  ],
  ...[
    'exitcontext',
    'forcegreetings',
    'forcename',
    'fromstring',
    'language',
    'locale',
    'maxmessage',
    'maxmsg',
    'maxsecs',
  ],
  ...[
    'messagewrap',
    'minpassword',
    'minsecs',
    'moveheard',
    'nextaftercmd',
    'operator',
    'review',
    'saycid',
    'sayduration',
  ],
  ...['saydurationm', 'sendvoicemail', 'serveremail', 'tempgreetwarn', 'tz'],
  ...[
    'alias',
    'backupdeleted',
    'hidefromdir',
    'imapfolder',
    'imappassword',
    'imapsecret',
    'imapserver',
    'imapuser',
    'volgain',
  ],
  ...[
    'imapport',
    'imapflags',
    'imapvmshareid',
    'passwordlocation',
    'usedirectory',
    'leaveurgent',
    'pbxskip',
    'language',
  ],
]);

/** Finds what is wrong with voicemail.conf beyond its options: each fault with its place. */
export function examineVoicemail(file: ConfigFile): Diagnostic[] {
  const found: Diagnostic[] = [];
  const tell = (kind: DiagnosticKind, message: string, at: ConfigText, help?: string): void =>
    void found.push(diagnose(kind, message, at.span, { sourceLine: at.sourceLine, help }));
  const zones = sectionsNamed(file, 'zonemessages').flatMap(({ items }) => items);
  for (const { name, value } of zones) {
    const zone = (value.split('|')[0] ?? value).trim();
    if (!isTimeZone(zone.text))
      tell(
        codes.unknownTimeZone,
        `'${zone.text}' of the zone '${name.text}' is no time zone`,
        zone.text === '' ? name : zone,
      );
  }
  const zoneNames = new Set(zones.map(({ name }) => name.text));
  examineGeneral(file, zoneNames, tell);
  for (const section of file.sections) {
    if (['general', 'zonemessages'].includes(section.name.text.toLowerCase())) continue;
    for (const item of section.items) examineBox(item, zoneNames, tell);
  }
  const seen = new Map<string, ConfigItem>();
  for (const section of file.sections) {
    if (['general', 'zonemessages'].includes(section.name.text.toLowerCase())) continue;
    for (const item of section.items) {
      const name = `${item.name.text}@${section.name.text}`;
      const first = seen.get(name);
      seen.set(name, item);
      if (!first) continue;
      found.push(
        diagnose(codes.twice, `the mailbox ${name} is defined twice`, item.name.span, {
          sourceLine: item.name.sourceLine,
          notes: [{ message: 'the first one, which no longer counts', span: first.name.span }],
        }),
      );
    }
  }
  return found;
}

type Tell = (kind: DiagnosticKind, message: string, at: ConfigText, help?: string) => void;

function examineGeneral(file: ConfigFile, zones: ReadonlySet<string>, tell: Tell): void {
  const items = sectionsNamed(file, 'general').flatMap((section) => section.items);
  const last = (...names: string[]): ConfigItem | undefined =>
    names.map((name) => items.findLast((item) => item.name.text.toLowerCase() === name)).find((item) => item);
  const least = last('minsecs', 'minmessage');
  const silence = last('maxsilence');
  if (least && silence && Number(silence.value.text) > 0 && Number(least.value.text) >= Number(silence.value.text))
    tell(
      codes.minimumTooLong,
      `minsecs (${least.value.text}) is not less than maxsilence (${silence.value.text})`,
      least.value,
    );
  const zone = last('tz');
  if (zone && zone.value.text !== '') examineZone(zone.value, zones, tell);
  const sender = last('serveremail');
  if (sender && sender.value.text !== '' && !isAddress(sender.value.text))
    tell(codes.badAddress, `'${sender.value.text}' is no e-mail address`, sender.value);
  const secrecy = last('smtptls');
  if (secrecy?.value.text.toLowerCase() === 'none' && last('smtpuser') && last('smtpserver'))
    tell(codes.smtpOpen, 'the password for the SMTP server can be read on the way', secrecy.value);
}

function examineBox(item: ConfigItem, zones: ReadonlySet<string>, tell: Tell): void {
  const { name, value } = item;
  if (name.text.includes('@')) return; // an alias of another mailbox
  if (!/^[\d*#]+$/.test(name.text)) tell(codes.notDiallable, `'${name.text}' cannot be dialled`, name);
  const [password, , email, pager, ...rest] = value.split(',');
  if (password === undefined || ['', '-'].includes(password.trim().text))
    tell(codes.noPassword, `the mailbox ${name.text} has no password`, name);
  for (const list of [email, pager])
    for (const address of list?.split('|') ?? []) {
      const bare = address.trim();
      if (bare.text !== '' && !isAddress(bare.text))
        tell(codes.badAddress, `'${bare.text}' is no e-mail address`, bare);
    }
  const [first] = rest;
  if (!first) return;
  const start = value.text.length - rest.reduce((sum, part) => sum + part.text.length + 1, -1);
  for (const option of value.part(start).split('|')) examineOption(option.trim(), zones, tell);
}

function examineOption(option: ConfigText, zones: ReadonlySet<string>, tell: Tell): void {
  const at = option.text.indexOf('=');
  if (option.text === '') return;
  const name = option.part(0, at < 0 ? option.text.length : at).trim();
  if (!BOX_OPTIONS.has(name.text.toLowerCase())) {
    const near = nearestName(name.text, BOX_OPTIONS);
    tell(codes.unknownOption, `'${name.text}' is no option of a mailbox`, name, near && `did you mean '${near}'?`);
  } else if (name.text.toLowerCase() === 'tz' && at >= 0) examineZone(option.part(at + 1).trim(), zones, tell);
}

function examineZone(zone: ConfigText, zones: ReadonlySet<string>, tell: Tell): void {
  if (zone.text === '' || zones.has(zone.text)) return;
  const near = nearestName(zone.text, zones);
  tell(codes.unknownZone, `[zonemessages] has no zone '${zone.text}'`, zone, near && `did you mean '${near}'?`);
}

function isTimeZone(name: string): boolean {
  if (name === '') return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** True for `user@host`, and for the bare `user` that a mail command takes. */
function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s<>()[\],;:"\\@]+(@[^\s<>()[\],;:"\\@]+)?$/.test(text);
}
