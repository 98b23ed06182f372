import { defineAttachment } from '../../../channel/attachment.ts';
import type { Channel } from '../../../channel/channel.ts';
import { readConfig } from '../../../config/read-config.ts';
import { applySchema } from '../../../config/schema/apply-schema.ts';
import type { AppliedSections } from '../../../config/schema/schema.ts';
import type { Options, OptionValues, SectionValues } from '../../../config/schema/section.ts';
import { memorySource } from '../../../config/source.ts';
import { type BridgeValues, confbridgeSchema, type UserValues } from '../files/confbridge-conf.ts';
import { type Menu, type MenuAction, parseActions } from '../menu.ts';

/** The sections of confbridge.conf as read. */
export type ConfbridgeValues = AppliedSections<typeof confbridgeSchema.sections>;

/** The three kinds of profile. */
export type ProfileKind = 'user' | 'bridge' | 'menu';

/** A profile and its name. */
export interface Profile<V> {
  readonly name: string;
  readonly values: V;
}

/** What CONFBRIDGE() has set on a channel: `option = value` by kind, in order; `template` names the profile that they change. */
type Dynamic = Partial<Record<ProfileKind, Map<string, string>>>;

const dynamicKey = defineAttachment<Dynamic>('confbridge-profiles');

const PREFIX: Readonly<Record<ProfileKind, string>> = {
  user: 'default_user',
  bridge: 'default_bridge',
  menu: 'default_menu',
};

/** The profiles of confbridge.conf, and what the dialplan has changed of them for one call. */
export class Profiles {
  #values: ConfbridgeValues;

  constructor(values: ConfbridgeValues) {
    this.#values = values;
  }

  /** Takes those of a file that has been read anew; conferences that go on keep theirs. */
  replace(values: ConfbridgeValues): void {
    this.#values = values;
  }

  /** The names of one kind; there is always a default one. */
  names(kind: ProfileKind): readonly string[] {
    const names = this.#sections(kind).map(({ name }) => name);
    return names.includes(PREFIX[kind]) ? names : [...names, PREFIX[kind]];
  }

  /** The profile of that name; of no name, what the dialplan has set on the channel, or the default one. Undefined where it is not there. */
  user(name: string, channel?: Channel): Profile<UserValues> | undefined {
    const read = (values: ConfbridgeValues) => values.users;
    return find(
      'user',
      name,
      channel,
      read(this.#values),
      (text) => read(parse(text)),
      read(parse('[x]\ntype=user\n')),
    );
  }

  bridge(name: string, channel?: Channel): Profile<BridgeValues> | undefined {
    const read = (values: ConfbridgeValues) => values.bridges;
    return find(
      'bridge',
      name,
      channel,
      read(this.#values),
      (text) => read(parse(text)),
      read(parse('[x]\ntype=bridge\n')),
    );
  }

  menu(name: string, channel?: Channel): Menu | undefined {
    const dynamic = name === '' ? channel?.attachments.get(dynamicKey)?.menu : undefined;
    if (!dynamic) return this.#menu(name === '' ? PREFIX.menu : name);
    const template = dynamic.get('template');
    const base = template === undefined ? undefined : this.#menu(template);
    const lines = new Map(base?.lines ?? []);
    for (const [digits, actions] of dynamic) if (digits !== 'template') lines.set(digits, actions);
    return menuOf(base?.name ?? 'dynamic', lines);
  }

  #menu(name: string, depth = 0): Menu | undefined {
    const section = this.#values.menus.find((one) => one.name === name);
    if (!section) return name === PREFIX.menu ? menuOf(name, new Map()) : undefined;
    const { template, entries } = section.values;
    const base = template === undefined || depth > 8 ? undefined : this.#menu(template, depth + 1);
    const own = entries.map(({ name: digits, value }) => [digits.toUpperCase(), value] as const);
    return menuOf(name, new Map([...(base?.lines ?? []), ...own]));
  }

  #sections(kind: ProfileKind): readonly { readonly name: string }[] {
    const { users, bridges, menus } = this.#values;
    return kind === 'user' ? users : kind === 'bridge' ? bridges : menus;
  }
}

/** Sets an option of one kind on a channel, as CONFBRIDGE() does; `clear` forgets all of that kind. @returns what is wrong. */
export function setDynamic(channel: Channel, kind: ProfileKind, option: string, value: string): string | undefined {
  const dynamic = channel.attachments.ensure(dynamicKey, (): Dynamic => ({}));
  const name = option.trim().toLowerCase();
  if (name === 'clear') {
    delete dynamic[kind];
    return undefined;
  }
  if (name !== 'template') {
    const fault = kind === 'menu' ? parseActions(value) : faultOf(kind, name, value);
    if (typeof fault === 'string') return fault;
  }
  const options = (dynamic[kind] ??= new Map());
  if (name === 'template') {
    options.clear();
    options.set(name, value);
  } else options.set(kind === 'menu' ? option.trim().toUpperCase() : name, value);
  return undefined;
}

function faultOf(kind: ProfileKind, option: string, value: string): string | undefined {
  if (/[\r\n[\]]/.test(option + value)) return `'${value}' cannot be a value`;
  const { diagnostics } = applySchema(readText(sectionText(kind, [[option, value]])), confbridgeSchema);
  return diagnostics.find(({ severity }) => severity !== 'note')?.message;
}

/** What the user wrote after `=`, with the one sign hidden that would begin a comment. */
function sectionText(kind: ProfileKind, options: Iterable<readonly [string, string]>): string {
  const lines = [...options].map(([name, value]) => `${name}=${value.replaceAll(';', '\\;')}\n`);
  return `[dynamic]\ntype=${kind}\n${lines.join('')}`;
}

function readText(text: string) {
  return readConfig(memorySource({ 'confbridge.conf': text }), 'confbridge.conf');
}

function parse(text: string): ConfbridgeValues {
  return applySchema(readText(text), confbridgeSchema).values;
}

function find<O extends Options>(
  kind: 'user' | 'bridge',
  name: string,
  channel: Channel | undefined,
  sections: readonly SectionValues<O>[],
  read: (text: string) => readonly SectionValues<O>[],
  empty: readonly SectionValues<O>[],
): Profile<OptionValues<O>> | undefined {
  const dynamic = name === '' ? channel?.attachments.get(dynamicKey)?.[kind] : undefined;
  const base = (wanted: string): OptionValues<O> | undefined =>
    sections.find((one) => one.name === wanted)?.values ?? (wanted === PREFIX[kind] ? empty[0]?.values : undefined);
  if (!dynamic) {
    const wanted = name === '' ? PREFIX[kind] : name;
    const values = base(wanted);
    return values && { name: wanted, values };
  }
  const template = dynamic.get('template') ?? PREFIX[kind];
  const values = base(template);
  const [own] = read(
    sectionText(
      kind,
      [...dynamic].filter(([option]) => option !== 'template'),
    ),
  );
  if (!values || !own) return undefined;
  const changed = Object.keys(own.values).filter((key) => own.at(key) !== undefined && key !== 'type');
  return { name: template, values: { ...values, ...pick(own.values, changed) } };
}

function pick<V extends object>(values: V, keys: readonly string[]): Partial<V> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key))) as Partial<V>;
}

function menuOf(name: string, lines: ReadonlyMap<string, string>): Menu {
  const entries = new Map<string, readonly MenuAction[]>();
  for (const [digits, text] of lines) {
    const actions = parseActions(text);
    if (typeof actions !== 'string') entries.set(digits, actions);
  }
  return { name, entries, lines: [...lines] };
}
