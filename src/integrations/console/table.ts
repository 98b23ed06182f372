/** One column of a console table: a width in characters, and to which side its text is pushed. Longer text is cut. */
export interface Column {
  readonly width: number;
  readonly right?: boolean;
  /** Longer text is printed whole, as printf does without a precision. */
  readonly whole?: boolean;
}

/** Texts in columns, one blank between them, the line feed included. As printf lays them out: the last one is padded too. */
export function row(columns: readonly Column[], texts: readonly string[]): string {
  const cells = columns.map(({ width, right, whole }, index) => {
    const text = whole ? (texts[index] ?? '') : (texts[index] ?? '').slice(0, width);
    return right ? text.padStart(width) : text.padEnd(width);
  });
  return `${cells.join(' ')}\n`;
}
