import { type Diagnostic, diagnose, type Span } from '../../base/diagnostic.ts';
import { codes as configCodes } from '../../config/codes.ts';
import type { ConfigFile } from '../../config/config-file.ts';
import { coreSchemas } from '../../config/files/all.ts';
import { asteriskSchema } from '../../config/files/asterisk-conf.ts';
import { unreadFile, unreadWarning } from '../../config/known-files.ts';
import { readConfig } from '../../config/read-config.ts';
import { applySchema, loadConfig } from '../../config/schema/apply-schema.ts';
import type { NamedThing } from '../../config/schema/named-thing.ts';
import type { ConfigSource } from '../../config/source.ts';
import type { ConfigFileDefinition } from '../../extend/define-config-file.ts';
import { configFileKind } from '../../extend/kinds.ts';
import type { Registry } from '../../extend/registry.ts';
import { checkDialplan, checkDialStrings, checkOtherDialplan } from './check-dialplan.ts';
import { checkEndpointsTwice, checkNames } from './check-names.ts';
import { checkPrompts, type KnownPrompts } from './check-prompts.ts';
import { readMailboxes } from './mailboxes.ts';
import { readOtherContexts } from './other-contexts.ts';

/** What `asterism check` found in a folder. */
export interface FolderReport {
  /** By file, then by line. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many files were read, the included ones too. */
  readonly files: number;
}

/**
 * Checks every file of a configuration folder, and what they say of each other. Runs no commands: what an `#exec` would
 * print is taken for empty.
 * @param registry the applications, functions and configuration files of all modules.
 * @param prompts what can be played here; without it nothing is said of prompts.
 */
export function checkFolder(source: ConfigSource, registry: Registry, prompts?: KnownPrompts): FolderReport {
  const known: ConfigFileDefinition[] = [
    ...coreSchemas.map((schema) => ({ module: 'core', schema })),
    ...registry.list(configFileKind),
  ];
  const { options, compat, gateways } = loadConfig(source, asteriskSchema).values;
  const exec = () => ({ output: new Uint8Array() });
  const readOptions = { recover: true, ...(options.values.execincludes && { exec }) };
  const diagnostics: Diagnostic[] = [];
  const defined: NamedThing[] = [];
  const mentioned: NamedThing[] = [];
  const read = new Map<string, ConfigFile>();
  for (const { schema, examine } of known) {
    const file = readConfig(source, schema.file, readOptions);
    if (file.missing) continue;
    read.set(schema.file, file);
    const applied = applySchema(file, schema);
    diagnostics.push(...file.diagnostics, ...applied.diagnostics, ...(examine?.(file) ?? []));
    defined.push(...applied.defined);
    mentioned.push(...applied.mentioned);
  }
  const dialplanFile = read.get('extensions.conf');
  const others = readOtherContexts(source, read.get('res_parking.conf'));
  diagnostics.push(...others.diagnostics);
  defined.push(...others.defined);
  const dialplan =
    dialplanFile &&
    checkDialplan(dialplanFile, registry, {
      legacySyntax: compat.values.legacy_syntax,
      elsewhere: (context) => others.names.has(context),
    });
  if (dialplan) {
    diagnostics.push(...dialplan.diagnostics);
    defined.push(...dialplan.defined);
    mentioned.push(...dialplan.mentioned);
  }
  if (others.ael) {
    const { file, contexts } = others.ael;
    const elsewhere = (context: string): boolean =>
      others.names.has(context) || dialplan?.model.contexts.has(context) === true;
    const options = { legacySyntax: compat.values.legacy_syntax, elsewhere };
    const told = new Set(others.diagnostics.map(({ span }) => `${span.file}:${span.line}:${span.column}`));
    const found = checkOtherDialplan(file, contexts, registry, options);
    // What the compiler has told of already is not told twice.
    diagnostics.push(...found.filter(({ span }) => !told.has(`${span.file}:${span.line}:${span.column}`)));
  }
  if (dialplan && prompts) diagnostics.push(...checkPrompts(dialplan.model, compat.values.legacy_syntax, prompts));
  const ports = gateways.values.ports.map(({ name }) => name);
  const dialled = checkDialStrings(mentioned, dialplan?.model, ports);
  diagnostics.push(...dialled.diagnostics);
  mentioned.push(...dialled.mentioned);
  const mailboxes = readMailboxes(source, read);
  defined.push(...mailboxes.defined);
  diagnostics.push(...checkNames(defined, mentioned, new Set([...read.keys(), ...mailboxes.files])));
  diagnostics.push(...checkEndpointsTwice(defined));
  const visited = new Set([...read.values()].flatMap((file) => file.files.map((one) => one.file)));
  diagnostics.push(...checkUnread(source, visited));
  return { diagnostics: sorted(diagnostics, [...visited]), files: visited.size };
}

/** One warning for each known file that nothing reads, a note for each strange one. */
function checkUnread(source: ConfigSource, visited: ReadonlySet<string>): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const name of [...source.list('')].sort()) {
    if (visited.has(name)) continue;
    const known = unreadFile(name);
    if (known) found.push(unreadWarning(known));
    else if (name.endsWith('.conf')) found.push(strange(name));
  }
  return found;
}

function strange(file: string): Diagnostic {
  const top: Span = { file, line: 1, column: 1, endColumn: 2 };
  return diagnose(configCodes.strangeFile, `${file} is read by nothing`, top, {
    help: 'correct its name, or include it from a file that is read',
  });
}

/** By file in the order of reading, then by place; the same fault at the same place once. */
function sorted(diagnostics: readonly Diagnostic[], order: readonly string[]): Diagnostic[] {
  const rank = (file: string): number => {
    const at = order.indexOf(file);
    return at < 0 ? order.length : at;
  };
  const seen = new Set<string>();
  return diagnostics
    .filter(({ code, message, span }) => {
      const key = `${code} ${span.file}:${span.line}:${span.column} ${message}`;
      return seen.size !== seen.add(key).size;
    })
    .sort(
      ({ span: a }, { span: b }) =>
        rank(a.file) - rank(b.file) || compare(a.file, b.file) || a.line - b.line || a.column - b.column,
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
