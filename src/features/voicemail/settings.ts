import { saysYes } from '../../base/switch-word.ts';
import type { AppliedSections } from '../../config/schema/schema.ts';
import type { VoicemailOptions, voicemailSchema } from './files/voicemail-conf.ts';

const USUAL_BACKUP = 100;
const MOST_MESSAGES = 9999;

/** The zone of a mailbox, and how it has times said. */
export interface VoiceZone {
  readonly name: string;
  readonly timeZone: string;
  /** As `IMp` and `'digits/at'` of the say formats. */
  readonly format: string;
}

/** Where a mailbox stands: a line of its own, or the header of the section that inherits its line from a template. */
export interface MailboxPlace {
  /** The file, as it is named in the configuration. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What the template says after the mailbox's number; undefined where the line is its own. */
  readonly inherited: string | undefined;
}

/** One mailbox. */
export interface Mailbox {
  readonly box: string;
  readonly context: string;
  readonly place: MailboxPlace;
  readonly password: string;
  /** The owner may not change it: it was written with a `-` before. */
  readonly passwordFixed: boolean;
  readonly fullName: string;
  /** Several are separated by `|`. */
  readonly email: string;
  readonly pager: string;
  /** What it says otherwise than [general]; names in lower case. */
  readonly own: ReadonlyMap<string, string>;
}

/** voicemail.conf, as the program uses it. Immutable. */
export interface VoicemailSettings {
  readonly general: VoicemailOptions;
  /** By `box@context`, in the order of the file. */
  readonly boxes: ReadonlyMap<string, Mailbox>;
  readonly zones: ReadonlyMap<string, VoiceZone>;
  readonly contexts: readonly string[];
}

/** Makes the settings of what the file says. */
export function voicemailSettings(values: AppliedSections<(typeof voicemailSchema)['sections']>): VoicemailSettings {
  const boxes = new Map<string, Mailbox>();
  for (const section of values.contexts) {
    for (const { name, items } of section.sections)
      for (const item of items) {
        const { file, line } = item.inheritedFrom === undefined ? item.name.span : name.span;
        const place = { file, line, inherited: item.inheritedFrom === undefined ? undefined : item.value.text };
        const box = readBox(item.name.text, section.name, item.value.text, place);
        boxes.set(`${box.box}@${box.context}`, box);
      }
  }
  const zones = new Map<string, VoiceZone>();
  for (const { name, value } of values.zonemessages.values.zones) {
    const [timeZone = '', format = ''] = value.split('|');
    zones.set(name, { name, timeZone: timeZone.trim(), format: format.trim() });
  }
  const contexts = [...new Set(values.contexts.map(({ name }) => name))];
  return { general: values.general.values, boxes, zones, contexts };
}

/** The mailbox that `1000@work` or `1000` means; undefined where there is none. */
export function findMailbox(settings: VoicemailSettings, text: string): Mailbox | undefined {
  const at = text.indexOf('@');
  const box = (at < 0 ? text : text.slice(0, at)).trim();
  const found = settings.boxes.get(`${box}@${at < 0 ? 'default' : text.slice(at + 1).trim() || 'default'}`);
  if (found || at >= 0 || !settings.general.searchcontexts) return found;
  return [...settings.boxes.values()].find((one) => one.box === box);
}

/** What a switch says for a mailbox: its own word, else the general one. */
export function boxSwitch(
  settings: VoicemailSettings,
  mailbox: Mailbox,
  name:
    | 'attach'
    | 'review'
    | 'operator'
    | 'saycid'
    | 'envelope'
    | 'sayduration'
    | 'delete'
    | 'moveheard'
    | 'nextaftercmd'
    | 'forcename'
    | 'forcegreetings'
    | 'tempgreetwarn'
    | 'sendvoicemail'
    | 'messagewrap',
): boolean {
  const own = mailbox.own.get(name) ?? (name === 'delete' ? mailbox.own.get('deletevoicemail') : undefined);
  return own === undefined ? settings.general[name] : saysYes(own);
}

/** What a number says for a mailbox. */
export function boxNumber(
  settings: VoicemailSettings,
  mailbox: Mailbox,
  name: 'maxmsg' | 'maxsecs' | 'minsecs' | 'saydurationm',
): number {
  const own = Number.parseInt(mailbox.own.get(name) ?? '', 10);
  return own >= 0 ? own : settings.general[name];
}

/** What a text says for a mailbox; empty where neither says anything. */
export function boxText(
  settings: VoicemailSettings,
  mailbox: Mailbox,
  name:
    | 'tz'
    | 'exitcontext'
    | 'dialout'
    | 'callback'
    | 'language'
    | 'locale'
    | 'serveremail'
    | 'fromstring'
    | 'emailsubject'
    | 'emailbody',
): string {
  return mailbox.own.get(name) ?? settings.general[name] ?? '';
}

/** How many deleted messages are kept in the folder Deleted; 0: none. `yes` keeps 100. */
export function backupLimit(settings: VoicemailSettings, mailbox: Mailbox): number {
  const written = mailbox.own.get('backupdeleted') ?? settings.general.backupdeleted ?? '';
  const number = Number.parseInt(written, 10);
  if (Number.isNaN(number)) return saysYes(written) ? USUAL_BACKUP : 0;
  return Math.min(Math.max(number, 0), MOST_MESSAGES);
}

/** The zone that a mailbox has its times said in; undefined for the machine's own. */
export function zoneOf(settings: VoicemailSettings, mailbox: Mailbox): VoiceZone | undefined {
  return settings.zones.get(boxText(settings, mailbox, 'tz'));
}

function readBox(box: string, context: string, line: string, place: MailboxPlace): Mailbox {
  const [written = '', fullName = '', email = '', pager = '', ...rest] = line.split(',').map((part) => part.trim());
  const own = new Map<string, string>();
  for (const option of rest.join(',').split('|')) {
    const at = option.indexOf('=');
    if (at > 0) own.set(option.slice(0, at).trim().toLowerCase(), option.slice(at + 1).trim());
  }
  const passwordFixed = written.startsWith('-');
  return {
    box,
    context,
    place,
    password: passwordFixed ? written.slice(1) : written,
    passwordFixed,
    fullName,
    email,
    pager,
    own,
  };
}
