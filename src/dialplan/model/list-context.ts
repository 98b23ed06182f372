import { matchPattern } from '../pattern/match.ts';
import type { ContextModel, DialplanModel, ExtensionModel } from './model.ts';

const NAME_WIDTH = 17;
const TEXT_WIDTH = 45;
/** Who has made the contexts, as Asterisk names the loader of extensions.conf. */
const REGISTRAR = 'pbx_config';
/** Where steps come from that were added while the dialplan ran, in place of a file. */
export const RUNTIME_ORIGIN = REGISTRAR;

/** How much was listed. */
export interface ListedCounts {
  contexts: number;
  extensions: number;
  priorities: number;
}

/** The listing of contexts in the form of Asterisk's `dialplan show`, with what it counts up. */
export class DialplanListing {
  readonly counts: ListedCounts = { contexts: 0, extensions: 0, priorities: 0 };
  readonly #contexts: DialplanModel['contexts'];
  #text = '';

  /** @param contexts all there are, for includes. */
  constructor(contexts: DialplanModel['contexts']) {
    this.#contexts = contexts;
  }

  /** Everything of a context. */
  addContext(context: ContextModel): void {
    this.#header(context, 'Context');
    for (const extension of context.extensions) this.#extension(extension);
    for (const { source, registrar = REGISTRAR } of context.includes) this.#row('Include =>', `'${source}'`, registrar);
    for (const { pattern, registrar = REGISTRAR } of context.ignorePatterns)
      this.#row('Ignore pattern =>', `'${pattern.source}'`, registrar);
    this.#switches(context);
    this.#text += '\n';
  }

  /** What digits reach in a context and in those it includes; nothing is listed where that is nothing. */
  addMatches(context: ContextModel, digits: string): void {
    this.#matches(context, digits, 'Context', new Set());
  }

  /** The lines, with the count at their end. */
  text(): string {
    const { contexts, extensions, priorities } = this.counts;
    const counted = (n: number, singular: string, plural: string): string => `${n} ${n === 1 ? singular : plural}`;
    const inside = `${counted(extensions, 'extension', 'extensions')} (${counted(priorities, 'priority', 'priorities')})`;
    return `${this.#text}-= ${inside} in ${counted(contexts, 'context', 'contexts')}. =-\n`;
  }

  #matches(context: ContextModel, digits: string, title: string, seen: Set<string>): void {
    if (seen.has(context.name)) return;
    seen.add(context.name);
    const found = context.extensions.filter(({ pattern }) => matchPattern(pattern, digits, 'match') === 'yes');
    if (found.length > 0) {
      this.#header(context, title);
      for (const extension of found) this.#extension(extension);
      this.#switches(context);
    }
    for (const include of context.includes) {
      const included = this.#contexts.get(include.context);
      if (included) this.#matches(included, digits, 'Included context', seen);
    }
    if (found.length > 0) this.#text += '\n';
  }

  #header(context: ContextModel, title: string): void {
    this.counts.contexts++;
    this.#text += `[ ${title} '${context.name}' created by '${context.registrar ?? REGISTRAR}' ]\n`;
    if (context.autohints) this.#text += 'Autohints support enabled\n';
  }

  #extension({ name, caller, hint, priorities }: ExtensionModel): void {
    this.counts.extensions++;
    let lead = caller ? `'${name}' (CID match '${caller.source}') => ` : `'${name}' =>`;
    if (hint) {
      this.counts.priorities++;
      this.#row(lead, `hint: ${hint.devices}`, hint.registrar ?? fileOf(hint.span));
      lead = '';
    }
    for (const { priority, label, application, argument, registrar, span } of priorities.values()) {
      this.counts.priorities++;
      const text = `${priority}. ${application.text}(${argument.text})`;
      this.#row(lead === '' && label !== undefined ? `   [${label}]` : lead, text, registrar ?? fileOf(span));
      lead = '';
    }
  }

  #switches(context: ContextModel): void {
    for (const { name, data, registrar = REGISTRAR } of context.switches)
      this.#row('Alt. Switch =>', `'${name}/${data}'`, registrar);
  }

  #row(lead: string, text: string, from: string): void {
    this.#text += `  ${lead.padEnd(NAME_WIDTH)} ${text.padEnd(TEXT_WIDTH)} [${from}]\n`;
  }
}

function fileOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return line === 0 ? file : `${file}:${line}`;
}
