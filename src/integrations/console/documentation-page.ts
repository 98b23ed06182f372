import type { ArgumentSet } from '../../extend/argument.ts';
import type { ApplicationDefinition } from '../../extend/define-application.ts';
import type { FunctionDefinition } from '../../extend/define-function.ts';
import type { Documentation } from '../../extend/documentation.ts';

const WIDTH = 78;
const TITLE = '\x1b[1;35m';
const TEXT = '\x1b[1;36m';
const PLAIN = '\x1b[0m';

/** `core show application NAME`, without the line feed in front. */
export function applicationPage(application: ApplicationDefinition, colour: boolean): string {
  return page('application', application, application.arguments, application.results, colour);
}

/** `core show function NAME`. */
export function functionPage(definition: FunctionDefinition, colour: boolean): string {
  return page('function', definition, definition.arguments, {}, colour);
}

/** `NAME(first,second[,third])`. */
export function syntaxOf(name: string, set: ArgumentSet): string {
  let text = '';
  let open = 0;
  let first = true;
  for (const [argument, { required }] of Object.entries(set)) {
    if (!required) {
      text += '[';
      open++;
    }
    text += `${first ? '' : ','}${argument}`;
    first = false;
  }
  return `${name}(${text}${']'.repeat(open)})`;
}

function page(
  kind: string,
  doc: Documentation,
  set: ArgumentSet,
  results: Readonly<Record<string, string>>,
  colour: boolean,
): string {
  const paint = (code: string, text: string): string => (colour ? `${code}${text}${PLAIN}` : text);
  const section = (title: string, text: string): string =>
    `\n${paint(TITLE, `[${title}]`)}\n${paint(TEXT, text === '' ? 'Not available' : text)}\n`;
  const description = [
    ...(doc.description ?? []).map((paragraph) => wrap(paragraph, 0)),
    ...Object.entries(results).map(([name, meaning]) => `\${${name}}: ${wrap(meaning, 4).trimStart()}`),
  ].join('\n');
  return [
    `\n${paint(TITLE, `  -= Info about ${kind} '${doc.name}' =- `)}\n`,
    section('Synopsis', wrap(doc.synopsis, 0)),
    section('Description', description),
    section('Syntax', syntaxOf(doc.name, set)),
    section('Arguments', argumentLines(set)),
    doc.examples && doc.examples.length > 0 ? section('Examples', doc.examples.join('\n')) : '',
    section('See Also', wrap((doc.seeAlso ?? []).join(', '), 0)),
  ].join('');
}

function argumentLines(set: ArgumentSet): string {
  return Object.entries(set)
    .map(([name, { doc, options }]) => {
      const letters = Object.entries(options ?? {}).map(([letter, option]) => {
        const parameter = { none: '', optional: '[(x)]', required: '(x)' }[option.parameter ?? 'none'];
        return `\n${wrap(`${letter}${parameter}: ${option.doc}`, 4)}`;
      });
      return `${name}\n${wrap(doc, 4)}${letters.join('')}`;
    })
    .join('\n');
}

/** Breaks text at blanks so that no line is longer than the page, each line indented. */
function wrap(text: string, indent: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines.map((one) => ' '.repeat(indent) + one).join('\n');
}
