import type { MessageBody } from '../message/write-message.ts';

/** What a lamp is to show. */
export interface LampState {
  /** What it shows: free, called, talking, talking to nobody, gone. */
  readonly kind: 'idle' | 'ringing' | 'in-use' | 'held' | 'away';
  /** For people: `Ready`, `Ringing`, `On the phone`, `On hold`, `Unavailable`. */
  readonly note: string;
}

/** Whom a lamp is about. */
export interface Watched {
  /** The extension. */
  readonly name: string;
  /** The URI that was subscribed to. */
  readonly entity: string;
  /** How often the document was sent before. */
  readonly version: number;
}

/** The forms in which lamps are told, the ones that an event is told in where nobody says how first. */
export const LAMP_FORMS = {
  dialog: ['application/dialog-info+xml'],
  presence: ['application/pidf+xml', 'application/xpidf+xml', 'application/cpim-pidf+xml'],
} as const;

/** One of them. */
export type LampForm = (typeof LAMP_FORMS)[keyof typeof LAMP_FORMS][number];

/** Writes what a lamp is to show. */
export function writeLamp(form: LampForm, state: LampState, watched: Watched): MessageBody {
  const lines = writers[form](state, watched);
  return { type: form, text: `${lines.join('\n')}\n` };
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/** @see RFC 4235 §4 */
function dialogInfo(state: LampState, { name, entity, version }: Watched): string[] {
  const id = escaped(name);
  const uri = escaped(entity);
  const told = { idle: 'terminated', away: 'terminated', ringing: 'early', 'in-use': 'confirmed', held: 'confirmed' };
  const ringing = state.kind === 'ringing';
  const local = ringing
    ? ['  <local>', `   <identity>${uri}</identity>`, `   <target uri="${uri}"/>`, '  </local>']
    : state.kind === 'held'
      ? [
          '  <local>',
          `   <target uri="${uri}">`,
          '    <param pname="+sip.rendering" pvalue="no"/>',
          '   </target>',
          '  </local>',
        ]
      : [];
  return [
    HEAD,
    `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="full" entity="${uri}">`,
    ` <dialog id="${id}"${ringing ? ' direction="recipient"' : ''}>`,
    `  <state>${told[state.kind]}</state>`,
    ...local,
    ' </dialog>',
    '</dialog-info>',
  ];
}

/** @see RFC 3863, RFC 4480 */
function pidf(state: LampState, { name, entity }: Watched): string[] {
  const busy = state.kind !== 'idle' && state.kind !== 'away';
  const uri = escaped(entity);
  return [
    HEAD,
    `<presence entity="${uri}" xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model" xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid">`,
    ` <tuple id="${escaped(name)}">`,
    `  <status><basic>${state.kind === 'away' ? 'closed' : 'open'}</basic></status>`,
    `  <contact priority="1">${uri}</contact>`,
    ' </tuple>',
    ` <note>${state.note}</note>`,
    ` <dm:person id="p${escaped(name)}">${busy ? '<rpid:activities><rpid:on-the-phone/></rpid:activities>' : ''}</dm:person>`,
    '</presence>',
  ];
}

/** The form before the standard, which old phones ask for. */
function xpidf(state: LampState, { name, entity }: Watched): string[] {
  const uri = escaped(entity);
  const [status, substatus] = {
    idle: ['open', 'online'],
    away: ['closed', 'offline'],
    ringing: ['inuse', 'onthephone'],
    'in-use': ['inuse', 'onthephone'],
    held: ['inuse', 'onthephone'],
  }[state.kind];
  return [
    HEAD,
    '<presence>',
    ` <presentity uri="${uri};method=SUBSCRIBE"/>`,
    ` <atom id="${escaped(name)}">`,
    `  <address uri="${uri};user=ip" priority="0.800000">`,
    `   <status status="${status}"/>`,
    `   <msnsubstatus substatus="${substatus}"/>`,
    '  </address>',
    ' </atom>',
    '</presence>',
  ];
}

const writers: Readonly<Record<LampForm, (state: LampState, watched: Watched) => string[]>> = {
  'application/dialog-info+xml': dialogInfo,
  'application/pidf+xml': pidf,
  'application/cpim-pidf+xml': pidf,
  'application/xpidf+xml': xpidf,
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
