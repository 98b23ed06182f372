import type { AstDbEntry } from '../../store/ast-db.ts';

/** Entries in the columns of Asterisk's `database show`, and how many there are. */
export function formatEntries(entries: readonly AstDbEntry[]): string {
  const lines = entries.map(({ path, value }) => `${path.padEnd(50)}: ${value.padEnd(25)}\n`);
  return `${lines.join('')}${entries.length} results found.\n`;
}

/** What the word being typed may become: families for the first word, keys of the family for the second. */
export function completeKeys(entries: readonly AstDbEntry[], words: readonly string[]): string[] {
  const parts = entries.map((entry) => entry.path.slice(1).split('/'));
  const [family] = words;
  const candidates =
    family === undefined
      ? parts.map(([first = '']) => first)
      : parts.filter(([first]) => first === family).map((part) => part.slice(1).join('/'));
  return [...new Set(candidates)];
}
