import { nearestName } from '../../base/similar.ts';
import type { Slices } from '../../base/slices.ts';
import { saysYes } from '../../base/switch-word.ts';
import type { ConfigItem } from '../../config/config-file.ts';
import type { ConfigText } from '../../config/text.ts';
import { parseTimeSpec, type TimeSpec } from '../../extend/time-spec.ts';
import { codes } from '../codes.ts';
import { type Pattern, type PatternFault, parsePattern } from '../pattern/pattern.ts';
import { ExtensionBuilder } from './extension-builder.ts';
import { compareExtensions } from './extension-order.ts';
import type { Faults } from './faults.ts';
import { readPriority, splitApplication, splitLine } from './line.ts';
import type {
  ContextModel,
  ExtensionModel,
  HintModel,
  IgnorePatternModel,
  IncludeModel,
  SwitchModel,
} from './model.ts';

const DIRECTIVES = ['exten', 'same', 'include', 'switch', 'lswitch', 'eswitch', 'ignorepat', 'autohints'];
const SWITCHES = ['Loopback'];
/** The priority of a hint; a following `n` counts on from it. */
const HINT = -1;

/** So many extensions are put together between two pauses. */
const EXTENSIONS_A_SLICE = 256;

/**
 * Replaces references to globals in names of extensions, hints and switches, as happens at load.
 * @param own further variables: EXTEN and CONTEXT in a hint.
 */
export type LoadTimeText = (text: string, own?: ReadonlyMap<string, string>) => string;

/** Gathers one context from its sections. */
export class ContextBuilder {
  readonly #header: ConfigText;
  readonly #faults: Faults;
  readonly #substitute: LoadTimeText;
  readonly #extensions = new Map<string, ExtensionBuilder>();
  readonly #includes: IncludeModel[] = [];
  readonly #switches: SwitchModel[] = [];
  readonly #ignorePatterns: IgnorePatternModel[] = [];
  #autohints = false;
  #current: ExtensionBuilder | undefined;
  /** The priority of the last line, whatever its extension: `n` is one more. */
  #last: number | undefined;

  constructor(header: ConfigText, faults: Faults, substitute: LoadTimeText) {
    this.#header = header;
    this.#faults = faults;
    this.#substitute = substitute;
  }

  /** A further section of the same name begins: it has no line above it. */
  beginSection(): void {
    this.#current = undefined;
    this.#last = undefined;
  }

  /** Takes one line. */
  add(item: ConfigItem): void {
    const keyword = item.name.text.toLowerCase();
    if (keyword === 'exten') this.#addExten(item.value);
    else if (keyword.startsWith('same')) this.#addSame(item);
    else if (keyword === 'include') this.#addInclude(item.value);
    else if (keyword === 'ignorepat') this.#addIgnorePattern(item.value);
    else if (keyword === 'switch' || keyword === 'lswitch' || keyword === 'eswitch')
      this.#addSwitch(keyword, item.value);
    else if (keyword === 'autohints') this.#autohints = saysYes(item.value.text);
    else {
      const near = nearestName(keyword, DIRECTIVES);
      this.#faults.add(codes.unknownDirective, `unknown directive '${item.name.text}'`, item.name, {
        help: near && `did you mean '${near}'?`,
      });
    }
  }

  /** What was gathered. */
  *build(): Slices<ContextModel> {
    const extensions: ExtensionModel[] = [];
    for (const builder of this.#extensions.values()) {
      extensions.push(builder.build());
      if (extensions.length % EXTENSIONS_A_SLICE === 0) yield;
    }
    extensions.sort(compareExtensions);
    return {
      name: this.#header.text,
      extensions: extensions.filter((one) => one.priorities.size > 0 || one.hint),
      includes: this.#includes,
      switches: this.#switches,
      ignorePatterns: this.#ignorePatterns,
      autohints: this.#autohints,
      span: this.#header.span,
    };
  }

  #addExten(value: ConfigText): void {
    const { exten, priority, application } = splitLine(value, true);
    if (!exten || exten.text === '') {
      this.#faults.add(codes.noExtension, `there is no extension before the first comma`, value);
      return;
    }
    this.#current = this.#extensionOf(exten);
    this.#addPriority(this.#current, priority, application, value);
  }

  #addSame(item: ConfigItem): void {
    if (!this.#current) {
      this.#faults.add(
        codes.sameFirst,
        `'same' stands before the first extension of [${this.#header.text}]`,
        item.name,
      );
      return;
    }
    const { priority, application } = splitLine(item.value, false);
    this.#addPriority(this.#current, priority, application, item.value);
  }

  #extensionOf(exten: ConfigText): ExtensionBuilder {
    const written = exten.text.includes('$') ? this.#substitute(exten.text) : exten.text;
    const slash = written.indexOf('/');
    const name = (slash < 0 ? written : written.slice(0, slash)).trim();
    const pattern = parsePattern(name);
    const caller = slash < 0 ? undefined : parsePattern(written.slice(slash + 1).trim());
    const key = `${pattern.key}/${caller ? `/${caller.key}` : ''}`;
    const known = this.#extensions.get(key);
    if (known) return known;
    this.#reportPattern(pattern, exten);
    if (caller) this.#reportPattern(caller, exten);
    const builder = new ExtensionBuilder(name, pattern, caller, exten.span);
    this.#extensions.set(key, builder);
    return builder;
  }

  #reportPattern(pattern: Pattern, written: ConfigText): void {
    const from = written.text.indexOf(pattern.source);
    for (const fault of pattern.faults) {
      const place = from < 0 ? {} : { start: from + fault.at, end: from + fault.end };
      this.#faults.add(codes.badPattern, patternMessage(pattern.source, fault), written, {
        ...place,
        ...(fault.kind === 'after-end' && { severity: 'warning' }),
        help: patternHelp(fault, pattern.source),
      });
    }
    if (pattern.source === '_.' || pattern.source === '_!') {
      const better = `_X${pattern.source.slice(1)}`;
      this.#faults.add(
        codes.catchAll,
        `'${pattern.source}' also matches h, i, t and the other special extensions`,
        written,
        {
          help: `use '${better}' instead`,
        },
      );
    }
  }

  #addPriority(extension: ExtensionBuilder, column: ConfigText, application: ConfigText, value: ConfigText): void {
    const written = readPriority(column, this.#faults);
    if (!written) return;
    const base = this.#basePriority(extension, written.base, column, value);
    if (base === undefined) return;
    const priority = base === HINT ? HINT : base + written.plus;
    if (priority !== HINT && priority < 1) {
      this.#faults.add(codes.badPriority, `'${column.text}' gives the priority ${priority}`, column);
      return;
    }
    this.#last = priority;
    if (priority === HINT) {
      extension.setHint(this.#readHint(extension, application), value, this.#faults);
      return;
    }
    const { name, argument } = splitApplication(application, this.#faults);
    if (name.text === '') {
      const place = application.text === '' ? column : application;
      this.#faults.add(codes.noApplication, `there is no application at priority ${priority}`, place, {
        help: 'the form is EXTENSION,PRIORITY,Application(arguments)',
      });
    }
    extension.add(
      { priority, label: written.label?.text, application: name, argument, span: value.span },
      written.label,
      column,
      this.#faults,
    );
  }

  /** References in the hint of a pattern are left for each extension that is asked for. */
  #readHint({ name, pattern }: ExtensionBuilder, application: ConfigText): HintModel {
    const { text } = application;
    if (!text.includes('$')) return readHint(text, application);
    if (pattern.isPattern) return { ...readHint(text, application), perExtension: true };
    const own = new Map([
      ['EXTEN', name],
      ['CONTEXT', this.#header.text],
    ]);
    return readHint(this.#substitute(text, own), application);
  }

  #basePriority(extension: ExtensionBuilder, base: string, column: ConfigText, value: ConfigText): number | undefined {
    if (base === 'hint') return HINT;
    if (base === 'n' || base === 'next' || base === 's' || base === 'same') {
      if (this.#last === undefined) {
        this.#faults.add(codes.nextFirst, `'${base}' has no priority before it in [${this.#header.text}]`, column, {
          help: 'begin with the priority 1',
        });
        return undefined;
      }
      return base.startsWith('n') ? this.#last + 1 : this.#last;
    }
    const number = /^[+-]?\d+/.exec(base);
    if (number) {
      const priority = Number(number[0]);
      if (priority >= 1) return priority;
      this.#faults.add(codes.badPriority, `'${base}' is not a priority: they count from 1`, column);
      return undefined;
    }
    const labelled = extension.labelled(base);
    if (labelled !== undefined) return labelled;
    const help = /^(n|hint|next|same)$/i.test(base)
      ? `write '${base.toLowerCase()}'`
      : base === ''
        ? 'the form is EXTENSION,PRIORITY,Application(arguments)'
        : undefined;
    const message =
      base === ''
        ? 'there is no priority'
        : `'${base}' is neither a priority nor a label of extension '${extension.name}'`;
    this.#faults.add(codes.badPriority, message, column.text === '' ? value : column, { help });
    return undefined;
  }

  #addInclude(value: ConfigText): void {
    const separator = value.text.search(/[,|]/);
    const context = (separator < 0 ? value.text : value.text.slice(0, separator)).trim();
    let time: TimeSpec | undefined;
    if (separator >= 0) {
      time = parseTimeSpec(value.text.slice(separator + 1));
      for (const fault of time.faults) {
        const start = separator + 1 + fault.at;
        this.#faults.add(codes.badTime, fault.message, value, { start, end: separator + 1 + fault.end });
      }
    }
    const first = this.#includes.find((one) => one.source === value.text);
    if (first) {
      this.#faults.add(codes.includedTwice, `'${value.text}' is included already`, value, {
        notes: [{ message: 'the first include is here', span: first.span }],
      });
      return;
    }
    this.#includes.push({
      source: value.text,
      context,
      time,
      span: value.spanOf(0, separator < 0 ? value.text.length : separator),
    });
  }

  #addIgnorePattern(value: ConfigText): void {
    const text = value.text.includes('$') ? this.#substitute(value.text) : value.text;
    if (this.#ignorePatterns.some((one) => one.pattern.source === text)) return;
    const pattern = parsePattern(text);
    this.#reportPattern(pattern, value);
    this.#ignorePatterns.push({ pattern, span: value.span });
  }

  #addSwitch(keyword: 'switch' | 'lswitch' | 'eswitch', value: ConfigText): void {
    const text = keyword === 'switch' && value.text.includes('$') ? this.#substitute(value.text) : value.text;
    const slash = text.indexOf('/');
    const name = slash < 0 ? text : text.slice(0, slash);
    if (!SWITCHES.some((known) => known.toLowerCase() === name.toLowerCase())) {
      this.#faults.add(codes.badSwitch, `there is no switch '${name}'`, value, { start: 0, end: name.length });
    }
    this.#switches.push({
      name,
      data: slash < 0 ? '' : text.slice(slash + 1),
      evaluated: keyword === 'eswitch',
      span: value.span,
    });
  }
}

/** `Dev/1&Dev/2` or `hint(Name)`-style text: a name may follow in parentheses. */
function readHint(text: string, written: ConfigText): HintModel {
  const open = text.includes('${') || text.includes('$[') ? -1 : text.indexOf('(');
  if (open < 0) return { devices: text, name: '', span: written.span };
  const close = text.lastIndexOf(')');
  return {
    devices: text.slice(0, open),
    name: text.slice(open + 1, close < open ? text.length : close),
    span: written.span,
  };
}

function patternMessage(source: string, fault: PatternFault): string {
  switch (fault.kind) {
    case 'no-closing-bracket':
      return `the pattern '${source}' lacks a ']' and matches nothing`;
    case 'empty-set':
      return `the empty set in the pattern '${source}' is ignored`;
    case 'reversed-range':
      return `the range '${source.slice(fault.at, fault.end)}' in the pattern '${source}' runs backwards`;
    case 'after-end':
      return `'${source.slice(fault.at, fault.end)}' in the pattern '${source}' is ignored: '${source[fault.at - 1]}' ends it`;
  }
}

function patternHelp(fault: PatternFault, source: string): string {
  switch (fault.kind) {
    case 'no-closing-bracket':
      return "close the set with ']', for example '[1-3]'";
    case 'empty-set':
      return "put the digits that fit between the brackets, for example '[1-3]'";
    case 'reversed-range':
      return `write '${source[fault.at + 2]}-${source[fault.at]}'`;
    case 'after-end':
      return 'leave it out';
  }
}
