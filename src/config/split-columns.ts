/**
 * Takes apart `'${CDR(start)}', "x, y", z`: commas separate, quotes of either kind hold what belongs together and are taken away,
 * and brackets hold their commas. Blanks around a value count for nothing.
 */
export function splitColumns(text: string): string[] {
  const columns: string[] = [];
  let column = '';
  let quote = '';
  let depth = 0;
  for (const char of text) {
    if (quote !== '') {
      if (char === quote) quote = '';
      else column += char;
    } else if (char === "'" || char === '"') quote = char;
    else if (char === ',' && depth === 0) {
      columns.push(column.trim());
      column = '';
    } else {
      if ('([{'.includes(char)) depth++;
      else if (')]}'.includes(char)) depth = Math.max(0, depth - 1);
      column += char;
    }
  }
  return text.trim() === '' ? [] : [...columns, column.trim()];
}
