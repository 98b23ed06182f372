import type { ConfigItem } from '../config-file.ts';

/** Names of options whose values no diagnostic may show, even where no schema says so. */
const TELLTALE = /secret|passw|token|pin$|^auth$|^register$/i;

/** The line of `item` as a diagnostic may show it: a secret's value is masked, letter for letter, so that columns stay. */
export function shownLine(item: ConfigItem, secret: boolean): string {
  const line = item.value.sourceLine;
  if (!secret && !TELLTALE.test(item.name.text)) return line;
  const { column } = item.value.span;
  return line.slice(0, column - 1) + line.slice(column - 1).replace(/\S/g, '*');
}
