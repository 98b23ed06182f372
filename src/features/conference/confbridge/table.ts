/** The line above a profile. */
export const RULE = '--------------------------------------------';

/** A list of names and values as the console shows profiles. @param width of the names with their colons. */
export function table(width: number, rows: ReadonlyArray<readonly [name: string, value: string]>): string {
  const lines = rows.map(([name, value]) => `${`${name}:`.padEnd(width)}${value}\n`);
  return `${RULE}\n${lines.join('')}\n`;
}
