import { basename } from 'node:path';
import { formatDate } from '../../../base/date-format.ts';
import type { Dialplan } from '../../../pbx/ports/dialplan.ts';
import type { StoredMessage } from '../message-store.ts';
import { boxText, type Mailbox, type VoicemailSettings, zoneOf } from '../settings.ts';

/** A mail before it is put in the form that travels. */
export interface MailText {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** `X-Asterisk-CallerID` and its kin, each one line. */
  readonly headers: Readonly<Record<string, string>>;
}

// The subjects are what mail filters made for Asterisk look for.
const SUBJECT = '[PBX]: New message ${VM_MSGNUM} in mailbox ${VM_MAILBOX}';
const URGENT_SUBJECT = '[PBX]: New Urgent message ${VM_MSGNUM} in mailbox ${VM_MAILBOX}';
const SENDER = 'Asterisk PBX';
const UNKNOWN = 'an unknown caller';
const BODY =
  'Hello ${VM_NAME},\n\nmessage ${VM_MSGNUM} is waiting in your mailbox ${VM_MAILBOX}. It is ${VM_DUR} long, came on ${VM_DATE}, and is from ${VM_CALLERID}.\n';
const PAGER_SUBJECT = 'New VM';
const URGENT_PAGER_SUBJECT = 'New Urgent VM';
const PAGER_BODY = 'New message, ${VM_DUR} long, in mailbox ${VM_MAILBOX} from ${VM_CALLERID}';

/** What the texts are filled in by: variables, functions and expressions of the dialplan, once. */
export type MailDialplan = Pick<Dialplan, 'substitute' | 'outsideWith'>;

/** The mail to a mailbox's owner about a message; undefined where no address is known. */
export function ownersMail(
  settings: VoicemailSettings,
  box: Mailbox,
  message: StoredMessage,
  dialplan: MailDialplan,
): Promise<MailText | undefined> {
  return mail(settings, box, message, dialplan, {
    to: box.email,
    name: boxText(settings, box, 'fromstring') || SENDER,
    subject: boxText(settings, box, 'emailsubject') || (message.facts.flag === 'Urgent' ? URGENT_SUBJECT : SUBJECT),
    body: boxText(settings, box, 'emailbody') || BODY,
    dateFormat: settings.general.emaildateformat,
  });
}

/** The short mail to the owner's pager; undefined where no address is known. */
export function pagersMail(
  settings: VoicemailSettings,
  box: Mailbox,
  message: StoredMessage,
  dialplan: MailDialplan,
): Promise<MailText | undefined> {
  const { general } = settings;
  return mail(settings, box, message, dialplan, {
    to: box.pager,
    name: general.pagerfromstring,
    subject: general.pagersubject ?? (message.facts.flag === 'Urgent' ? URGENT_PAGER_SUBJECT : PAGER_SUBJECT),
    body: general.pagerbody ?? PAGER_BODY,
    dateFormat: general.pagerdateformat,
  });
}

interface Parts {
  readonly to: string;
  readonly name: string;
  readonly subject: string;
  readonly body: string;
  readonly dateFormat: string;
}

async function mail(
  settings: VoicemailSettings,
  box: Mailbox,
  message: StoredMessage,
  dialplan: MailDialplan,
  parts: Parts,
): Promise<MailText | undefined> {
  const to = parts.to.split('|').flatMap((one) => one.trim() || []);
  if (to.length === 0) return undefined;
  const context = dialplan.outsideWith(mailVariables(settings, box, message, parts.dateFormat));
  const fill = async (text: string): Promise<string> => dialplan.substitute(context, text);
  const address = boxText(settings, box, 'serveremail') || 'asterisk';
  return {
    from: {
      name: oneLine(await fill(parts.name)),
      address: address.includes('@') ? address : `${address}@localhost`,
    },
    to,
    subject: oneLine(await fill(parts.subject)),
    text: await fill(lineEnds(parts.body)),
    headers: callerHeaders(message.facts.callerId),
  };
}

/** What the texts of mail may name, as Asterisk calls them. */
export function mailVariables(
  settings: VoicemailSettings,
  box: Mailbox,
  message: StoredMessage,
  dateFormat: string,
): ReadonlyMap<string, string> {
  const { facts } = message;
  const { name, number } = callerOf(facts.callerId);
  const date = (epochSeconds: number): string =>
    formatDate(dateFormat, epochSeconds * 1000, zoneOf(settings, box)?.timeZone ?? '');
  const seconds = facts.durationSeconds;
  return new Map([
    ['VM_NAME', box.fullName],
    ['VM_DUR', `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`],
    ['VM_MSGNUM', String(message.number + 1)],
    ['VM_MAILBOX', box.box],
    ['VM_CONTEXT', box.context],
    ['VM_CALLERID', facts.callerId === 'Unknown' ? UNKNOWN : facts.callerId],
    ['VM_CIDNAME', name || UNKNOWN],
    ['VM_CIDNUM', number || UNKNOWN],
    ['VM_DATE', date(facts.origTime)],
    ['ORIG_VM_DATE', date(facts.origTime)],
    ['ORIG_VM_CALLERID', facts.callerId],
    ['VM_CATEGORY', facts.category || 'no category'],
    ['VM_FLAG', facts.flag],
    ['VM_MESSAGEFILE', basename(message.base)],
  ]);
}

/** The halves of a caller as message files have one, each empty where it is not known. */
function callerOf(written: string): { readonly name: string; readonly number: string } {
  const callerId = oneLine(written);
  const named = /^"?(.*?)"?\s*<([^<>]*)>$/.exec(callerId);
  if (named) return { name: named[1] ?? '', number: named[2] ?? '' };
  if (callerId === 'Unknown') return { name: '', number: '' };
  return /^[+\d]+$/.test(callerId) ? { name: '', number: callerId } : { name: callerId, number: '' };
}

function callerHeaders(callerId: string): Record<string, string> {
  const { name, number } = callerOf(callerId);
  return {
    ...(number !== '' && { 'X-Asterisk-CallerID': number }),
    ...(name !== '' && { 'X-Asterisk-CallerIDName': name }),
  };
}

/** The escapes of voicemail.conf: `\n`, `\t`, `\r`, `\"` and a doubled backslash. */
function lineEnds(text: string): string {
  const signs: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '' };
  return text.replace(/\\(.)/g, (_all, sign: string) => (Object.hasOwn(signs, sign) ? (signs[sign] ?? '') : sign));
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
