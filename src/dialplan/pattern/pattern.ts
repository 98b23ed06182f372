/** One position of a pattern. */
export type Position =
  | { readonly kind: 'literal'; readonly char: string }
  | { readonly kind: 'set'; readonly chars: string }
  /** `.`: one or more of anything. */
  | { readonly kind: 'more' }
  /** `!`: zero or more of anything, as soon as nothing else can match. */
  | { readonly kind: 'rest' };

/** Something in a pattern that the author cannot have meant. Offsets count from the pattern's first character. */
export interface PatternFault {
  readonly kind: 'no-closing-bracket' | 'empty-set' | 'reversed-range' | 'after-end';
  readonly at: number;
  readonly end: number;
}

/** An extension as the matcher sees it. */
export interface Pattern {
  readonly source: string;
  /** Starts with `_`. */
  readonly isPattern: boolean;
  readonly positions: readonly Position[];
  /** Equal for extensions that match exactly the same: `_2XX` and `_2[0-9]X`, `101` and `1-01`. */
  readonly key: string;
  /** False for a pattern so faulty that it matches nothing. */
  readonly usable: boolean;
  readonly faults: readonly PatternFault[];
}

const CLASSES: Readonly<Record<string, string>> = {
  x: '0123456789',
  z: '123456789',
  n: '23456789',
};

/** Reads an extension: with a leading `_` a pattern, else literal digits. `-` counts for nothing outside brackets. */
export function parsePattern(source: string): Pattern {
  if (!source.startsWith('_')) {
    const digits = withoutDashes(source);
    const positions = [...digits].map((char): Position => ({ kind: 'literal', char }));
    return { source, isPattern: false, positions, key: digits, usable: true, faults: [] };
  }
  const reader = new Reader(source);
  reader.read();
  const { positions, faults, usable } = reader;
  return { source, isPattern: true, positions, key: `_${positions.map(keyOf).join('')}`, usable, faults };
}

/** `text` without the dashes that matching ignores. */
export function withoutDashes(text: string): string {
  return text.includes('-') ? text.replaceAll('-', '') : text;
}

function keyOf(position: Position): string {
  switch (position.kind) {
    case 'literal':
      return `=${position.char}`;
    case 'set':
      return `[${position.chars}]`;
    case 'more':
      return '.';
    case 'rest':
      return '!';
  }
}

class Reader {
  readonly positions: Position[] = [];
  readonly faults: PatternFault[] = [];
  usable = true;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  read(): void {
    const source = this.#source;
    for (let at = 1; at < source.length; ) {
      const char = source.charAt(at);
      if (char === '.' || char === '!') {
        this.positions.push({ kind: char === '.' ? 'more' : 'rest' });
        if (at + 1 < source.length) this.faults.push({ kind: 'after-end', at: at + 1, end: source.length });
        return;
      }
      if (char === '[') {
        at = this.#set(at);
        continue;
      }
      const members = CLASSES[char.toLowerCase()];
      if (members) this.positions.push({ kind: 'set', chars: members });
      else if (char !== '-') this.positions.push({ kind: 'literal', char });
      at++;
    }
  }

  /** Reads `[…]` from `open`; gives the offset behind it. */
  #set(open: number): number {
    const source = this.#source;
    const close = source.indexOf(']', open);
    if (close < 0) {
      this.faults.push({ kind: 'no-closing-bracket', at: open, end: source.length });
      this.usable = false;
      return source.length;
    }
    const members = new Set<string>();
    for (let at = open + 1; at < close; at++) {
      const low = source.charAt(at);
      if (source.charAt(at + 1) !== '-' || at + 2 >= close) {
        members.add(low);
        continue;
      }
      const high = source.charAt(at + 2);
      if (high < low) this.faults.push({ kind: 'reversed-range', at, end: at + 3 });
      for (let code = low.charCodeAt(0); code <= high.charCodeAt(0); code++) members.add(String.fromCharCode(code));
      at += 2;
    }
    if (close === open + 1) this.faults.push({ kind: 'empty-set', at: open, end: close + 1 });
    else if (members.size === 0) this.usable = false;
    const chars = [...members].sort().join('');
    if (chars.length === 1) this.positions.push({ kind: 'literal', char: chars });
    else if (chars.length > 1) this.positions.push({ kind: 'set', chars });
    return close + 1;
  }
}
