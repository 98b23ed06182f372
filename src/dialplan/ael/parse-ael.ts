import type { ConfigText, SourceLine } from '../../config/text.ts';
import { parseBlock, parseStatement } from './parse-statement.ts';
import { AelSyntaxError, type LineReader, Scanner } from './scanner.ts';
import type { AelContext, AelExtension, AelFile, AelMacro, SyntaxFault } from './syntax.ts';

/** Reads a file of AEL. One that cannot be understood to its end gives the first fault. @param read the files that it includes. */
export function parseAel(
  lines: readonly SourceLine[],
  read: LineReader,
): { readonly file: AelFile } | { readonly fault: SyntaxFault } {
  try {
    return { file: parseFile(new Scanner(lines, read)) };
  } catch (error) {
    if (error instanceof AelSyntaxError) return { fault: error.fault };
    throw error;
  }
}

function parseFile(scanner: Scanner): AelFile {
  const globals: Array<AelFile['globals'][number]> = [];
  const parts: Array<AelFile['parts'][number]> = [];
  while (!scanner.atEnd) {
    if (scanner.take(';')) continue;
    let word = scanner.word();
    while (word.text === 'abstract' || word.text === 'extend') word = scanner.word();
    if (word.text === 'globals') globals.push(...parseGlobals(scanner));
    else if (word.text === 'macro') parts.push({ kind: 'macro', macro: parseMacro(scanner) });
    else if (word.text === 'context') parts.push({ kind: 'context', context: parseContext(scanner) });
    else
      scanner.fail(
        `'context', 'macro' or 'globals' is expected here, not '${word.text || scanner.peek()}'`,
        word.text === '' ? undefined : word,
      );
  }
  return { globals, parts };
}

function parseGlobals(scanner: Scanner): Array<AelFile['globals'][number]> {
  const globals: Array<AelFile['globals'][number]> = [];
  scanner.expect('{');
  while (!scanner.take('}')) {
    if (scanner.take(';')) continue;
    const name = scanner.word();
    scanner.expect('=');
    globals.push({ name, value: scanner.until(';').trim() });
    scanner.expect(';');
  }
  return globals;
}

function parseMacro(scanner: Scanner): AelMacro {
  const name = scanner.word();
  const parameters = scanner
    .inBrackets()
    .split(',')
    .map((parameter) => parameter.trim())
    .filter(({ text }) => text !== '');
  scanner.expect('{');
  return { name, parameters, statements: parseBlock(scanner) };
}

function parseContext(scanner: Scanner): AelContext {
  const name = scanner.word();
  if (name.text === '') scanner.fail('the name of a context is expected here');
  const extensions: AelExtension[] = [];
  const context = {
    name,
    extensions,
    includes: [] as ConfigText[],
    ignorePatterns: [] as ConfigText[],
    switches: [] as ConfigText[],
    evaluated: [] as ConfigText[],
  };
  scanner.expect('{');
  while (!scanner.take('}')) {
    if (scanner.atEnd) scanner.fail(`the context '${name.text}' lacks its '}'`, name);
    if (scanner.take(';')) continue;
    const word = scanner.word();
    if (word.text === 'includes') context.includes.push(...parseNames(scanner));
    else if (word.text === 'switches') context.switches.push(...parseNames(scanner));
    else if (word.text === 'eswitches') context.evaluated.push(...parseNames(scanner));
    else if (word.text === 'ignorepat') {
      scanner.expect('=>');
      context.ignorePatterns.push(scanner.until(';').trim());
      scanner.expect(';');
    } else extensions.push(parseExtension(scanner, word));
  }
  return context;
}

/** `{ name; name; }` */
function parseNames(scanner: Scanner): ConfigText[] {
  const names: ConfigText[] = [];
  scanner.expect('{');
  while (!scanner.take('}')) {
    if (scanner.take(';')) continue;
    names.push(scanner.until(';').trim());
    scanner.expect(';');
  }
  return names;
}

/** `[regexten] [hint(devices)] name => statement` */
function parseExtension(scanner: Scanner, first: ConfigText): AelExtension {
  let word = first;
  let hint: ConfigText | undefined;
  let registered = false;
  for (;;) {
    if (word.text === 'regexten') registered = true;
    else if (word.text === 'hint' && scanner.peek() === '(') hint = scanner.inBrackets().trim();
    else break;
    word = scanner.word();
  }
  if (word.text === '') scanner.fail(`an extension is expected here, not '${scanner.peek()}'`);
  // `100@context` and the like are no names; a colon or a comma cannot stand in one either.
  scanner.expect('=>');
  return { name: word, hint, registered, body: parseStatement(scanner) };
}
