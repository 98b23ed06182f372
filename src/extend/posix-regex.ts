import { fromByteText, toByteText } from './bytes.ts';

/** What a POSIX regular expression found. */
export interface PosixMatch {
  /** Where the match begins and how long it is, in bytes. */
  readonly index: number;
  readonly length: number;
  /** The whole match, then the groups; a group that took no part is undefined. */
  readonly groups: readonly (string | undefined)[];
}

/** A POSIX extended regular expression, ready to run. */
export interface PosixRegex {
  readonly groupCount: number;
  /** The leftmost match and among those the longest, or undefined. */
  exec(text: string): PosixMatch | undefined;
}

/** Either the regular expression or why it is none. */
export type PosixResult = { readonly regex: PosixRegex } | { readonly error: string };

const CACHE_LIMIT = 256;
const cache = new Map<string, PosixResult>();

/** Compiles `pattern` as regcomp(3) with REG_EXTENDED does in the C locale; remembers the last few hundred. */
export function compilePosixRegex(pattern: string, ignoreCase = false): PosixResult {
  const key = `${ignoreCase ? 'i' : 's'}${pattern}`;
  const known = cache.get(key);
  if (known) return known;
  const translated = new Translation(toByteText(pattern)).run();
  const result = 'error' in translated ? translated : { regex: build(translated, ignoreCase ? 'i' : '') };
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(key, result);
  return result;
}

interface Translated {
  readonly source: string;
  readonly groupCount: number;
  /** Taking the first way that matches may miss a longer match. */
  readonly mayBeLonger: boolean;
}

function build({ source, groupCount, mayBeLonger }: Translated, flags: string): PosixRegex {
  const search = new RegExp(source, flags);
  const upToEnd = mayBeLonger ? new RegExp(`(?:${source})(?![^])`, `${flags}y`) : undefined;
  return {
    groupCount,
    exec(text) {
      const bytes = toByteText(text);
      let match = search.exec(bytes);
      if (!match) return undefined;
      const { index } = match;
      const end = index + match[0].length;
      for (let further = bytes.length; upToEnd && further > end; further--) {
        upToEnd.lastIndex = index;
        const longer = upToEnd.exec(bytes.slice(0, further));
        if (!longer) continue;
        match = longer;
        break;
      }
      const groups = match.map((group: string | undefined) => (group === undefined ? undefined : fromByteText(group)));
      return { index, length: match[0].length, groups };
    },
  };
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: ' \\t\\n\\v\\f\\r',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  print: ' -~',
  graph: '!-~',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
};

const ESCAPES: Readonly<Record<string, string>> = {
  w: '\\w',
  W: '\\W',
  s: '\\s',
  S: '\\S',
  b: '\\b',
  B: '\\B',
  '<': '\\b(?=\\w)',
  '>': '\\b(?<=\\w)',
  '`': '^',
  "'": '$',
};

const ANCHORS: ReadonlySet<string> = new Set([
  '(?:^)',
  '(?:$)',
  '(?:\\b)',
  '(?:\\B)',
  '(?:\\b(?=\\w))',
  '(?:\\b(?<=\\w))',
]);

/** Rewrites a POSIX extended expression as a JavaScript one. */
class Translation {
  readonly #text: string;
  #at = 0;
  #groups = 0;
  #quantifiers = 0;
  #branches = 0;
  #looksAhead = false;
  #error = '';

  constructor(text: string) {
    this.#text = text;
  }

  run(): Translated | { readonly error: string } {
    const source = this.#alternatives(0);
    if (this.#error === '' && this.#at < this.#text.length) this.#error = 'Unmatched ) or \\)';
    if (this.#error !== '') return { error: this.#error };
    const mayBeLonger = !this.#looksAhead && (this.#branches > 0 || this.#quantifiers > 1);
    return { source, groupCount: this.#groups, mayBeLonger };
  }

  #alternatives(depth: number): string {
    let source = '';
    if (depth > 200) this.#error = 'Regular expression too big';
    while (this.#error === '' && this.#at < this.#text.length) {
      const char = this.#text.charAt(this.#at);
      if (char === ')' && depth > 0) break;
      if (char === '|') {
        this.#branches++;
        this.#at++;
        source += '|';
      } else source += this.#piece(depth);
    }
    return source;
  }

  /** An atom with its repetitions. */
  #piece(depth: number): string {
    let atom = this.#atom(depth);
    let repeated = false;
    // An anchor cannot be repeated: what repeats it stands alone then.
    while (this.#error === '' && !ANCHORS.has(atom)) {
      const repetition = this.#repetition();
      if (repetition === '') break;
      if (atom === '') continue;
      this.#quantifiers++;
      atom = (repeated ? `(?:${atom})` : atom) + repetition;
      repeated = true;
    }
    return atom;
  }

  #repetition(): string {
    const char = this.#text.charAt(this.#at);
    if (char === '*' || char === '+' || char === '?') {
      this.#at++;
      return char;
    }
    if (char !== '{') return '';
    const interval = /^\{(\d*)(,?)(\d*)\}/.exec(this.#text.slice(this.#at, this.#at + 16));
    if (!interval || (interval[1] === '' && interval[2] === '')) {
      this.#error = this.#text.includes('}', this.#at) ? 'Invalid content of \\{\\}' : 'Unmatched \\{';
      return '';
    }
    const from = interval[1] === '' ? '0' : (interval[1] ?? '0');
    const to = interval[3] ?? '';
    if (Number(from) > 32767 || Number(to) > 32767) this.#error = 'Regular expression too big';
    else if (to !== '' && Number(to) < Number(from)) this.#error = 'Invalid content of \\{\\}';
    this.#at += interval[0].length;
    return `{${from}${interval[2]}${to}}`;
  }

  #atom(depth: number): string {
    const char = this.#text.charAt(this.#at++);
    switch (char) {
      case '(': {
        this.#groups++;
        const inner = this.#alternatives(depth + 1);
        if (this.#text.charAt(this.#at++) !== ')') this.#error ||= 'Unmatched ( or \\(';
        return `(${inner})`;
      }
      case '[':
        return this.#bracket();
      case '.':
        return '[^]';
      case '^':
        return '(?:^)';
      case '$':
        this.#looksAhead = true;
        return '(?:$)';
      case '*':
      case '+':
      case '?':
      case '{':
        this.#error = 'Invalid preceding regular expression';
        return '';
      case '\\':
        return this.#escape();
      default:
        return literal(char);
    }
  }

  #escape(): string {
    if (this.#at >= this.#text.length) {
      this.#error = 'Trailing backslash';
      return '';
    }
    const char = this.#text.charAt(this.#at++);
    if (char >= '1' && char <= '9') {
      if (Number(char) > this.#groups) this.#error = 'Invalid back reference';
      return `(?:\\${char})`;
    }
    const special = ESCAPES[char];
    if (special === undefined) return literal(char);
    if (!/[wWsS]/.test(char)) this.#looksAhead = true;
    return `(?:${special})`;
  }

  #bracket(): string {
    const text = this.#text;
    let source = '[';
    if (text.charAt(this.#at) === '^') {
      source += '^';
      this.#at++;
    }
    for (let first = true; ; first = false) {
      if (this.#at >= text.length) {
        this.#error = 'Unmatched [, [^, [:, [., or [=';
        return '';
      }
      const char = text.charAt(this.#at);
      if (char === ']' && !first) {
        this.#at++;
        return `${source}]`;
      }
      const named = char === '[' ? /^\[:([a-z]*):\]/.exec(text.slice(this.#at, this.#at + 20)) : null;
      if (named) {
        const members = CLASSES[named[1] ?? ''];
        if (members === undefined) {
          this.#error = 'Invalid character class name';
          return '';
        }
        source += members;
        this.#at += named[0].length;
        continue;
      }
      const low = this.#member();
      if (text.charAt(this.#at) === '-' && text.charAt(this.#at + 1) !== ']' && this.#at + 1 < text.length) {
        this.#at++;
        const high = this.#member();
        if (high < low) this.#error = 'Invalid range end';
        source += `${classLiteral(low)}-${classLiteral(high)}`;
      } else source += classLiteral(low);
      if (this.#error !== '') return '';
    }
  }

  /** One character inside brackets, plain or as `[.x.]` or `[=x=]`. */
  #member(): string {
    const named = /^\[([.=])(.)\1\]/s.exec(this.#text.slice(this.#at, this.#at + 6));
    if (named) {
      this.#at += named[0].length;
      return named[2] ?? '';
    }
    return this.#text.charAt(this.#at++);
  }
}

function literal(char: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
}

function classLiteral(char: string): string {
  return /[\\\]^[-]/.test(char) ? `\\${char}` : char;
}
