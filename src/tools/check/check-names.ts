import { type Diagnostic, diagnose } from '../../base/diagnostic.ts';
import type { DiagnosticKind } from '../../base/diagnostic-kind.ts';
import { nearestName } from '../../base/similar.ts';
import type { NamedThing, ThingKind } from '../../config/schema/named-thing.ts';
import { codes } from './codes.ts';

interface Rule {
  readonly code: DiagnosticKind;
  /** The files that define such things; without any of them nothing is said. */
  readonly files: readonly string[];
  readonly exact: boolean;
  readonly message: (name: string) => string;
}

const RULES: Readonly<Partial<Record<ThingKind, Rule>>> = {
  context: {
    code: codes.unknownContext,
    files: ['extensions.conf'],
    exact: true,
    message: (name) => `extensions.conf has no context '${name}'`,
  },
  endpoint: {
    code: codes.unknownEndpoint,
    files: ['sip.conf', 'pjsip.conf'],
    exact: false,
    message: (name) => `no phone or trunk is called '${name}'`,
  },
  mailbox: {
    code: codes.unknownMailbox,
    files: ['voicemail.conf'],
    exact: false,
    message: (name) => `voicemail.conf has no mailbox '${name}'`,
  },
  calendar: {
    code: codes.unknownCalendar,
    files: ['calendar.conf'],
    exact: false,
    message: (name) => `calendar.conf has no calendar '${name}'`,
  },
  'music class': {
    code: codes.unknownMusicClass,
    files: ['musiconhold.conf'],
    exact: false,
    message: (name) => `musiconhold.conf has no class '${name}'`,
  },
};

/** Looks for every mentioned thing among the defined ones. @param present the files that were read. */
export function checkNames(
  defined: readonly NamedThing[],
  mentioned: readonly NamedThing[],
  present: ReadonlySet<string>,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [kind, rule] of Object.entries(RULES)) {
    if (!rule.files.some((file) => present.has(file))) continue;
    const names = defined.filter((thing) => thing.kind === kind).map((thing) => thing.name.text);
    const known = new Set(names.map((name) => (rule.exact ? name : name.toLowerCase())));
    for (const { name } of mentioned.filter((thing) => thing.kind === kind)) {
      const wanted = kind === 'mailbox' && !name.text.includes('@') ? `${name.text}@default` : name.text;
      if (wanted === '' || known.has(rule.exact ? wanted : wanted.toLowerCase())) continue;
      const near = nearestName(wanted, names);
      found.push(
        diagnose(rule.code, rule.message(wanted), name.span, {
          sourceLine: name.sourceLine,
          help: near === undefined ? help(names) : `a similar name exists: '${near}'`,
        }),
      );
    }
  }
  return found;
}

/** Phones and trunks that sip.conf and pjsip.conf both define; pjsip.conf counts. */
export function checkEndpointsTwice(defined: readonly NamedThing[]): Diagnostic[] {
  const endpoints = defined.filter(({ kind }) => kind === 'endpoint').map(({ name }) => name);
  const preferred = new Map(
    endpoints.filter((name) => name.line.file === 'pjsip.conf').map((name) => [name.text, name]),
  );
  return endpoints.flatMap((name) => {
    const other = name.line.file === 'sip.conf' ? preferred.get(name.text) : undefined;
    if (!other) return [];
    return diagnose(codes.endpointTwice, `'${name.text}' is in pjsip.conf too, which counts`, name.span, {
      sourceLine: name.sourceLine,
      notes: [{ message: 'it is defined here as well', span: other.span }],
      help: 'remove or rename one of them',
    });
  });
}

function help(names: readonly string[]): string {
  const few = [...new Set(names)].slice(0, 8);
  if (few.length === 0) return 'there is none at all';
  return `there ${few.length === 1 ? 'is' : 'are'}: ${few.join(', ')}${new Set(names).size > few.length ? ', …' : ''}`;
}
