import type { ManagerRequest } from '../../extend/define-manager-action.ts';
import type { ConfigDocument } from './config-document.ts';

/** The most changes of one action. */
const MOST_CHANGES = 100_000;

const FAULTS = {
  unknownAction: 'Unknown action command',
  unknownCategory: 'Given category does not exist',
  noCategory: 'Category not specified',
  argument: 'Problem with category, value, or line (if required)',
  newCategory: 'Create category did not complete successfully',
  update: 'Update did not complete successfully',
  template: 'Template category not found',
} as const;

/** One `Action-…` with what belongs to it. */
interface Change {
  readonly category: string;
  readonly variable: string;
  /** Without the `>` that asks for `name => value`. */
  readonly value: string;
  readonly object: boolean;
  readonly match: string | undefined;
  readonly line: number | undefined;
  readonly options: string;
}

/** Where a change fails it says why, and nothing is written. */
type Apply = (document: ConfigDocument, change: Change) => keyof typeof FAULTS | undefined;

const CHANGES: Readonly<Record<string, { readonly needsCategory: boolean; readonly apply: Apply }>> = {
  newcat: { needsCategory: false, apply: newCategory },
  renamecat: {
    needsCategory: true,
    apply(document, { category, value }) {
      if (value === '') return 'argument';
      document.rename(category, value);
      return undefined;
    },
  },
  delcat: { needsCategory: true, apply: (document, { category }) => void document.remove(category) },
  emptycat: { needsCategory: true, apply: (document, { category }) => void document.clear(category) },
  update: {
    needsCategory: true,
    apply(document, { category, variable, value, match }) {
      if (variable === '') return 'argument';
      return document.update(category, variable, value, match) ? undefined : 'update';
    },
  },
  delete: {
    needsCategory: true,
    apply(document, { category, variable, match, line }) {
      if (variable === '' && line === undefined) return 'argument';
      const done =
        variable === '' ? document.deleteAt(category, line ?? 0) : document.delete(category, variable, match);
      return done ? undefined : 'update';
    },
  },
  append: {
    needsCategory: true,
    apply(document, { category, variable, value, object }) {
      if (variable === '') return 'argument';
      document.insert(category, Number.POSITIVE_INFINITY, variable, value, object);
      return undefined;
    },
  },
  insert: {
    needsCategory: true,
    apply(document, { category, variable, value, object, line }) {
      if (variable === '' || line === undefined) return 'argument';
      document.insert(category, line, variable, value, object);
      return undefined;
    },
  },
};

/**
 * Makes the changes that an action UpdateConfig lists under `Action-000000` and on. @returns why it could not be, in Asterisk's words; the
 * document is then to be thrown away.
 */
export function editConfig(document: ConfigDocument, request: ManagerRequest): string | undefined {
  for (let count = 0; count < MOST_CHANGES; count++) {
    const header = (name: string): string => request.header(`${name}-${String(count).padStart(6, '0')}`);
    const action = header('Action');
    if (action === '') return undefined;
    const category = header('Cat');
    if (category === '') return FAULTS.noCategory;
    const change = CHANGES[action.toLowerCase()];
    if (!change) return FAULTS.unknownAction;
    if (change.needsCategory && !document.has(category)) return FAULTS.unknownCategory;
    const fault = change.apply(document, readChange(category, header));
    if (fault) return FAULTS[fault];
  }
  return undefined;
}

function readChange(category: string, header: (name: string) => string): Change {
  const value = header('Value');
  const match = header('Match');
  const line = header('Line');
  return {
    category,
    variable: header('Var'),
    value: value.startsWith('>') ? value.slice(1) : value,
    object: value.startsWith('>'),
    match: match === '' ? undefined : match,
    line: /^\d{1,9}$/.test(line) ? Number(line) : undefined,
    options: header('Options'),
  };
}

/** Options are `template`, `allowdups` and `inherit="one,two"`, separated by commas. */
function newCategory(document: ConfigDocument, { category, options }: Change): keyof typeof FAULTS | undefined {
  const inherited = /inherit\s*=\s*(?:"([^"]*)"|([^,]*))/i.exec(options);
  const flags = options
    .replace(inherited?.[0] ?? '', '')
    .split(',')
    .map((one) => one.trim().toLowerCase());
  if (document.has(category) && !flags.includes('allowdups')) return 'newCategory';
  const bases = (inherited?.[1] ?? inherited?.[2] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (bases.some((base) => !document.canInherit(base))) return 'template';
  document.add({ name: category, template: flags.includes('template'), bases });
  return undefined;
}
