import { type CliCommandDefinition, type CommandResult, defineCliCommand } from '../../../extend/define-cli-command.ts';
import { compilePosixRegex } from '../../../extend/posix-regex.ts';
import { sipStackPort } from '../ports.ts';
import type { ListedKind, ListedObject } from './pjsip-kinds.ts';
import { objectsFound, parameterTable, RULE } from './pjsip-rows.ts';

/** What a command of a family of listings is called. */
export interface ListingWords {
  /** Its words before any argument, `pjsip list aors`. */
  readonly words: string;
  readonly synopsis: string;
  readonly kind: ListedKind;
}

/** `pjsip list …` and `pjsip show …` of all of a kind, or of those whose name a regular expression finds (`like`). */
export function listingCommand(form: 'list' | 'show', { words, synopsis, kind }: ListingWords): CliCommandDefinition {
  return defineCliCommand({
    command: `${words} [like] [<pattern>]`,
    module: 'res_pjsip',
    synopsis,
    usage: `${synopsis}; with like only those whose name a regular expression finds.`,
    run(context, args) {
      const all = kind.list(context.use(sipStackPort), context.clock.now());
      const found = matching(all, args);
      return found ? listing(form === 'show' ? kind.fullHeading : kind.heading, form, found) : { usage: true };
    },
  });
}

/** `pjsip show … NAME`: one object with all its options. */
export function objectCommand({ words, synopsis, kind }: ListingWords): CliCommandDefinition {
  return defineCliCommand({
    command: `${words} <name>`,
    module: 'res_pjsip',
    synopsis,
    usage: `${synopsis}: its line of the listing, what belongs to it, and its options as they hold.`,
    complete: (context, typed) =>
      typed.length > 0 ? [] : kind.list(context.use(sipStackPort), context.clock.now()).map(({ name }) => name),
    run(context, [name = '']): CommandResult {
      const found = kind.list(context.use(sipStackPort), context.clock.now()).find((one) => one.name === name);
      if (!found) return `Unable to find object ${name}.\n\n`;
      const options = found.options ? parameterTable(found.options) : '';
      return `${above(kind.fullHeading)}\n${found.rows()}\n${options}`;
    },
  });
}

/** The objects that are asked for, by name; undefined where the words make no sense. */
export function matching<T extends { readonly name: string }>(
  all: readonly T[],
  [like, pattern]: readonly string[],
): T[] | undefined {
  const sorted = [...all].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (like === undefined) return sorted;
  if (like !== 'like' || pattern === undefined) return undefined;
  const compiled = compilePosixRegex(pattern);
  return 'error' in compiled ? undefined : sorted.filter(({ name }) => compiled.regex.exec(name));
}

function listing(heading: string, form: 'list' | 'show', found: readonly ListedObject[]): string {
  if (found.length === 0) return objectsFound(0);
  const rows = found.map((one) => (form === 'show' ? one.rows() : one.row()));
  return `${above(heading)}\n${rows.join('')}${objectsFound(found.length)}`;
}

/** A heading with the lines around it. */
function above(heading: string): string {
  return `\n${heading}${RULE}`;
}
