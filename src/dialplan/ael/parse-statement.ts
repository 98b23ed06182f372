import type { ConfigText } from '../../config/text.ts';
import type { Scanner } from './scanner.ts';
import type { Case, Statement } from './syntax.ts';

/** Blocks and conditions may be nested so deep. */
const DEPTH_LIMIT = 200;

/** Reads one statement with the `;` that may end it. @throws AelSyntaxError */
export function parseStatement(scanner: Scanner, depth = 0): Statement {
  if (depth > DEPTH_LIMIT) scanner.fail('statements are nested too deep');
  if (scanner.take('{')) return { kind: 'block', statements: parseBlock(scanner, depth + 1) };
  if (scanner.take('&')) return parseMacroCall(scanner);
  if (scanner.take(';')) return { kind: 'block', statements: [] };
  const word = scanner.word();
  if (word.text === '') scanner.fail(`'${scanner.peek()}' cannot begin a statement`);
  return parseAfterWord(scanner, word, depth);
}

/** The statements up to the `}` that closes them. */
export function parseBlock(scanner: Scanner, depth = 0): Statement[] {
  const statements: Statement[] = [];
  while (!scanner.take('}')) {
    if (scanner.atEnd) scanner.fail("a '}' is missing before the end of the file");
    if (scanner.take(';')) continue;
    statements.push(parseStatement(scanner, depth));
  }
  return statements;
}

function parseAfterWord(scanner: Scanner, word: ConfigText, depth: number): Statement {
  switch (word.text) {
    case 'if':
    case 'random':
    case 'ifTime':
    case 'iftime':
      return parseIf(scanner, word.text === 'ifTime' ? 'iftime' : word.text, depth);
    case 'while':
      return { kind: 'while', condition: scanner.inBrackets(), body: parseStatement(scanner, depth + 1) };
    case 'for':
      return parseFor(scanner, depth);
    case 'switch':
      return parseSwitch(scanner, depth);
    case 'goto':
      return parseGoto(scanner);
    case 'jump':
      return parseJump(scanner);
    case 'break':
    case 'continue':
    case 'return':
      scanner.expect(';');
      return { kind: word.text, at: word };
    case 'local': {
      const name = scanner.word();
      scanner.expect('=');
      return parseValue(scanner, name, true);
    }
    case 'catch': {
      const extension = scanner.word();
      scanner.expect('{');
      return { kind: 'catch', extension, body: { kind: 'block', statements: parseBlock(scanner, depth + 1) } };
    }
    default:
      return parseCall(scanner, word);
  }
}

/** A label, an assignment, or an application. */
function parseCall(scanner: Scanner, word: ConfigText): Statement {
  if (scanner.take(':')) return { kind: 'label', name: word };
  if (scanner.take('=')) return parseValue(scanner, word, false);
  const nothing = word.part(word.text.length);
  if (scanner.peek() !== '(') {
    scanner.expect(';');
    return { kind: 'application', name: word, argument: nothing };
  }
  const argument = scanner.inBrackets();
  if (scanner.take('=')) return parseValue(scanner, word.replaced(`${word.text}(${argument.text})`), false);
  scanner.expect(';');
  return { kind: 'application', name: word, argument };
}

function parseValue(scanner: Scanner, name: ConfigText, local: boolean): Statement {
  // A blank at the beginning belongs to it, as in Asterisk.
  const value = scanner.rawUntil(';');
  scanner.expect(';');
  return { kind: 'assign', local, name, value };
}

function parseMacroCall(scanner: Scanner): Statement {
  const name = scanner.word();
  if (name.text === '') scanner.fail("the name of a macro is expected after '&'");
  const argument = scanner.inBrackets();
  scanner.take(';');
  return { kind: 'macro-call', name, argument };
}

function parseIf(scanner: Scanner, kind: 'if' | 'random' | 'iftime', depth: number): Statement {
  const condition = scanner.inBrackets();
  const then = parseStatement(scanner, depth + 1);
  const otherwise = scanner.takeWord('else') ? parseStatement(scanner, depth + 1) : undefined;
  return { kind, condition, then, otherwise };
}

function parseFor(scanner: Scanner, depth: number): Statement {
  scanner.expect('(');
  const start = scanner.until(';');
  scanner.expect(';');
  const condition = scanner.rawUntil(';');
  scanner.expect(';');
  const step = scanner.until(')');
  scanner.expect(')');
  return { kind: 'for', start, condition, step, body: parseStatement(scanner, depth + 1) };
}

function parseSwitch(scanner: Scanner, depth: number): Statement {
  const value = scanner.inBrackets();
  scanner.expect('{');
  const cases: Case[] = [];
  while (!scanner.take('}')) {
    if (scanner.take(';')) continue;
    const word = scanner.word();
    if (word.text !== 'case' && word.text !== 'pattern' && word.text !== 'default')
      scanner.fail(`'case', 'pattern' or 'default' is expected in a switch, not '${word.text}'`, word);
    const label = word.text === 'default' ? word.part(word.text.length) : scanner.until(':').trim();
    if (/\s/.test(label.text)) scanner.fail("a case is one word, and a ':' after it", label);
    scanner.expect(':');
    cases.push({ kind: word.text, value: label, statements: parseCase(scanner, depth + 1) });
  }
  return { kind: 'switch', value, cases };
}

function parseCase(scanner: Scanner, depth: number): Statement[] {
  const statements: Statement[] = [];
  while (scanner.peek() !== '}' && !scanner.atEnd && !['case', 'pattern', 'default'].includes(scanner.peekWord())) {
    if (scanner.take(';')) continue;
    statements.push(parseStatement(scanner, depth));
  }
  return statements;
}

/** `goto label;`, `goto extension|priority;`, `goto context|extension|priority;`, with commas too. */
function parseGoto(scanner: Scanner): Statement {
  const parts = [scanner.word()];
  while (parts.length < 3 && (scanner.take('|') || scanner.take(','))) parts.push(scanner.word());
  if (parts.some(({ text }) => text === '')) scanner.fail('a place is expected after goto');
  scanner.expect(';');
  return { kind: 'goto', parts };
}

/** `jump extension[,priority][@context];` */
function parseJump(scanner: Scanner): Statement {
  const extension = scanner.word();
  if (extension.text === '') scanner.fail('an extension is expected after jump');
  const priority = scanner.take(',') || scanner.take('|') ? scanner.word() : extension.replaced('1');
  const context = scanner.take('@') ? scanner.word() : undefined;
  scanner.expect(';');
  return { kind: 'goto', parts: context ? [context, extension, priority] : [extension, priority] };
}
