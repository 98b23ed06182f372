import { type Diagnostic, diagnose, type Span } from '../base/diagnostic.ts';
import { nearestName } from '../base/similar.ts';
import { atOnce, type Slices } from '../base/slices.ts';
import { codes } from './codes.ts';
import { CommentStripper } from './comments.ts';
import type { ConfigFile, ConfigItem, SourceFile } from './config-file.ts';
import { expandGlob } from './glob.ts';
import { type HeaderOption, parseHeader, type SectionFilter } from './section-header.ts';
import type { ConfigSource, ReadOutcome } from './source.ts';
import { decodeLinesInSlices, LONGEST_LINE_BYTES } from './source-lines.ts';
import { ConfigText, type SourceLine } from './text.ts';

/** How deep includes may nest, as in Asterisk. */
const DEEPEST_INCLUDE = 10;
/** The most files that one configuration file may read. */
const MOST_FILES = 5000;
/** So many lines are read between two pauses. */
const LINES_A_SLICE = 256;

/** What a command of `#exec` came to. */
export interface ExecOutcome {
  /** What it printed on stdout. */
  readonly output: Uint8Array;
  /** Why it failed, in a few words; absent if it did not. */
  readonly fault?: string;
}

/** How to read. */
export interface ReadOptions {
  /** Runs the command of an `#exec`; given only where `execincludes` allows it. Without it `#exec` is a warning and skipped. */
  readonly exec?: (command: string) => ExecOutcome;
  /** Keep what could be read of a file that Asterisk would refuse, to find more faults in it. Default: `sections` is empty then. */
  readonly recover?: boolean;
}

interface OpenSection {
  readonly name: ConfigText;
  readonly template: boolean;
  readonly bases: ConfigText[];
  readonly items: ConfigItem[];
}

/**
 * Reads a configuration file and what it includes: sections, templates, inheritance, `(+)`, `+=`, comments, directives.
 * Never throws on what it reads; every fault is a diagnostic of the result.
 * @param file relative to the source's folder, or absolute.
 * @see Asterisk 16, observed: AMI `GetConfig` of the same files.
 */
export function readConfig(source: ConfigSource, file: string, options: ReadOptions = {}): ConfigFile {
  return atOnce(readConfigInSlices(source, file, options));
}

/** As {@link readConfig}, with pauses on the way. */
export function* readConfigInSlices(source: ConfigSource, file: string, options: ReadOptions = {}): Slices<ConfigFile> {
  const outcome = source.read(file);
  if (outcome.kind === 'missing') {
    return { path: file, missing: true, rejected: false, sections: [], templates: [], diagnostics: [], files: [] };
  }
  return yield* new Reader(source, options).read(file, outcome);
}

class Reader {
  readonly #source: ConfigSource;
  readonly #options: ReadOptions;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #files: SourceFile[] = [];
  readonly #open: string[] = [];
  readonly #all: OpenSection[] = [];
  #filesRead = 0;
  #section: OpenSection | undefined;
  #rejected = false;

  constructor(source: ConfigSource, options: ReadOptions) {
    this.#source = source;
    this.#options = options;
  }

  *read(file: string, outcome: ReadOutcome): Slices<ConfigFile> {
    if (outcome.kind === 'file') yield* this.#readBytes(file, outcome.bytes);
    else if (outcome.kind === 'refused') {
      this.#reject(diagnose(codes.unreadableFile, `${file} cannot be read: ${outcome.reason}`, topOf(file)));
    }
    const keep = !this.#rejected || this.#options.recover === true;
    return {
      path: file,
      missing: false,
      rejected: this.#rejected,
      sections: keep ? this.#all.filter((section) => !section.template) : [],
      templates: keep ? this.#all.filter((section) => section.template) : [],
      diagnostics: this.#diagnostics,
      files: this.#files,
    };
  }

  readonly #report = (diagnostic: Diagnostic): void => void this.#diagnostics.push(diagnostic);

  #reject(diagnostic: Diagnostic): void {
    this.#rejected = true;
    this.#report(diagnostic);
  }

  *#readBytes(file: string, bytes: Uint8Array): Slices<void> {
    this.#filesRead++;
    this.#open.push(file);
    const decoded = yield* decodeLinesInSlices(file, bytes);
    if (!this.#files.some((known) => known.file === file)) {
      this.#files.push({ file, lines: decoded.map(({ line }) => line) });
    }
    const comments = new CommentStripper(this.#report);
    for (const { line, latin1, tooLong } of decoded) {
      if (latin1) this.#report(odd(line));
      if (tooLong) this.#report(long(line));
      else {
        const bare = comments.strip(line).trim();
        if (bare.text.startsWith('#')) yield* this.#readDirective(bare);
        else this.#readLine(bare);
      }
      if (line.number % LINES_A_SLICE === 0) yield;
    }
    comments.end();
    this.#open.pop();
  }

  #readLine(line: ConfigText): void {
    if (line.text === '') return;
    if (line.text.startsWith('[')) this.#readHeader(line);
    else this.#readItem(line.text.startsWith('\\') ? line.part(1) : line);
  }

  #readItem(line: ConfigText): void {
    const equals = line.text.indexOf('=');
    if (equals < 0) {
      this.#report(
        diagnose(codes.noEquals, "this line has no '=' and is skipped", line.span, {
          sourceLine: line.sourceLine,
          help: "write 'name = value', or begin the line with ';' to make it a comment",
        }),
      );
      return;
    }
    const append = line.text[equals - 1] === '+';
    const object = line.text[equals + 1] === '>';
    const name = line.part(0, append ? equals - 1 : equals).trim();
    const value = line.part(equals + (object ? 2 : 1)).trim();
    if (name.text === '') {
      this.#report(
        diagnose(codes.noName, "there is no name before the '='", line.span, { sourceLine: line.sourceLine }),
      );
      return;
    }
    const section = this.#section;
    if (!section) {
      this.#reject(
        diagnose(codes.noSection, `'${name.text}' is set before any section`, name.span, {
          sourceLine: name.sourceLine,
          help: "put a section header such as '[general]' above it",
        }),
      );
      return;
    }
    const item: ConfigItem = { name, value, object };
    const earlier = append ? section.items.findLastIndex((other) => other.name.text === name.text) : -1;
    const old = section.items[earlier];
    if (old) section.items[earlier] = { ...old, value: ConfigText.join(old.value, value) };
    else section.items.push(item);
  }

  #readHeader(line: ConfigText): void {
    const header = parseHeader(line, this.#report);
    if (!header) {
      this.#rejected = true;
      return;
    }
    const { name, options } = header;
    const add = options.find((option) => option.kind === 'add');
    const target = add ? this.#findForAddition(name, add.filters, add.at) : undefined;
    const section = target ?? {
      name,
      template: options.some((option) => option.kind === 'template'),
      bases: [],
      items: [],
    };
    if (!target) this.#all.push(section);
    this.#section = section;
    this.#inherit(section, options);
  }

  #findForAddition(name: ConfigText, filters: readonly SectionFilter[], at: ConfigText): OpenSection | undefined {
    const same = this.#all.filter((section) => sameName(section, name.text));
    const found = same.find((section) => !section.template && filters.every((filter) => fits(section, filter)));
    if (found) return found;
    const names = this.#all.filter((section) => !section.template).map((section) => section.name.text);
    const near = same.length === 0 ? nearestName(name.text, names) : undefined;
    const why = same.every((section) => section.template) ? 'to add to' : `whose options match '${at.text.slice(1)}'`;
    this.#reject(
      diagnose(codes.nothingToAddTo, `there is no section '${name.text}' ${why}`, name.span, {
        sourceLine: name.sourceLine,
        notes: same
          .filter((section) => section.template)
          .map((section) => ({
            message: `'${section.name.text}' is a template, and a template cannot be added to`,
            span: section.name.span,
          })),
        help: near === undefined ? undefined : `a similar name exists: '${near}'`,
      }),
    );
    return undefined;
  }

  #inherit(section: OpenSection, options: readonly HeaderOption[]): void {
    for (const option of options) {
      if (option.kind !== 'inherit') continue;
      const { base } = option;
      const from = this.#all.find((other) => other !== section && sameName(other, base.text));
      if (!from) {
        const near = nearestName(
          base.text,
          this.#all.filter((other) => other !== section).map((other) => other.name.text),
        );
        this.#reject(
          diagnose(codes.noSuchSection, `there is no section '${base.text}' above to inherit from`, base.span, {
            sourceLine: base.sourceLine,
            help: near === undefined ? undefined : `a similar name exists: '${near}'`,
          }),
        );
        continue;
      }
      section.bases.push(base);
      for (const item of from.items) section.items.push({ inheritedFrom: from.name.text, ...item });
    }
  }

  *#readDirective(line: ConfigText): Slices<void> {
    const words = /^#(\S*)\s*/.exec(line.text);
    const keyword = words?.[1]?.toLowerCase() ?? '';
    const argument = line.part(words?.[0].length ?? line.text.length);
    if (keyword !== 'include' && keyword !== 'tryinclude' && keyword !== 'exec') {
      const near = nearestName(keyword, ['include', 'tryinclude', 'exec']);
      const help = near ? `did you mean '#${near}'?` : "comments begin with ';'";
      this.#report(
        diagnose(codes.badDirective, `unknown directive '#${keyword}'`, line.part(0, keyword.length + 1).span, {
          sourceLine: line.sourceLine,
          help,
        }),
      );
    } else if (argument.text === '') {
      this.#report(
        diagnose(
          codes.badDirective,
          `'#${keyword}' needs ${keyword === 'exec' ? 'a command' : 'a file name'}`,
          line.span,
          {
            sourceLine: line.sourceLine,
          },
        ),
      );
    } else if (keyword === 'exec') yield* this.#exec(argument);
    else yield* this.#include(unquote(argument), keyword === 'include');
  }

  *#exec(argument: ConfigText): Slices<void> {
    const run = this.#options.exec;
    if (!run) {
      this.#report(
        diagnose(codes.execRefused, '#exec is not allowed here, the line is skipped', argument.span, {
          sourceLine: argument.sourceLine,
          help: "set 'execincludes = yes' in [options] of asterisk.conf to allow it",
        }),
      );
      return;
    }
    if (!this.#mayOpen(argument, `#exec ${argument.text}`)) return;
    const { output, fault } = run(argument.text);
    if (fault !== undefined) {
      this.#report(
        diagnose(codes.execFailed, `this command failed: ${fault}`, argument.span, { sourceLine: argument.sourceLine }),
      );
    }
    yield* this.#readBytes(`#exec ${argument.text}`, output);
  }

  *#include(name: ConfigText, required: boolean): Slices<void> {
    let found = false;
    for (const file of expandGlob(this.#source, name.text)) {
      const outcome = this.#source.read(file);
      if (outcome.kind === 'missing') continue;
      if (outcome.kind === 'refused') {
        this.#report(
          diagnose(codes.unreadableFile, `${file} cannot be read: ${outcome.reason}`, name.span, {
            sourceLine: name.sourceLine,
            severity: 'warning',
          }),
        );
        continue;
      }
      found = true;
      if (!this.#mayOpen(name, file)) continue;
      if (required) yield* this.#readBytes(file, outcome.bytes);
      else yield* this.#try(file, outcome.bytes);
    }
    if (found || !required) return;
    this.#reject(
      diagnose(codes.includeMissing, `no file '${name.text}' to include`, name.span, {
        sourceLine: name.sourceLine,
        notes: [{ message: 'file names are relative to the configuration folder, not to the including file' }],
        help: this.#nearFile(name.text) ?? "use '#tryinclude' for a file that may be absent",
      }),
    );
  }

  /** Reads a file whose faults do not reject the including one, as in Asterisk: its errors are warnings. */
  *#try(file: string, bytes: Uint8Array): Slices<void> {
    const rejected = this.#rejected;
    const before = this.#diagnostics.length;
    yield* this.#readBytes(file, bytes);
    this.#rejected = rejected;
    for (const [index, diagnostic] of this.#diagnostics.entries()) {
      if (index >= before && diagnostic.severity === 'error') {
        this.#diagnostics[index] = { ...diagnostic, severity: 'warning' };
      }
    }
  }

  #nearFile(name: string): string | undefined {
    const slash = name.lastIndexOf('/');
    const near = nearestName(name.slice(slash + 1), this.#source.list(slash < 0 ? '' : name.slice(0, slash)));
    return near === undefined ? undefined : `a similar name exists: '${name.slice(0, slash + 1)}${near}'`;
  }

  /** Guards against files that include themselves; the fault does not reject the file, as in Asterisk. */
  #mayOpen(at: ConfigText, file: string): boolean {
    const report = (message: string): false => {
      this.#report(diagnose(codes.includeCycle, message, at.span, { sourceLine: at.sourceLine }));
      return false;
    };
    if (this.#open.includes(file)) return report(`'${file}' includes itself`);
    if (this.#open.length > DEEPEST_INCLUDE) return report(`includes nest deeper than ${DEEPEST_INCLUDE}`);
    if (this.#filesRead < MOST_FILES) return true;
    if (this.#filesRead === MOST_FILES) {
      this.#filesRead++;
      this.#reject(
        diagnose(codes.tooMuch, `more than ${MOST_FILES} files are included`, at.span, { sourceLine: at.sourceLine }),
      );
    }
    return false;
  }
}

function sameName(section: OpenSection, name: string): boolean {
  return section.name.text.toLowerCase() === name.toLowerCase();
}

function fits(section: OpenSection, filter: SectionFilter): boolean {
  return section.items.some((item) => item.name.text === filter.name && filter.matches.test(item.value.text));
}

/** Without the quotes or angle brackets around it. */
function unquote(argument: ConfigText): ConfigText {
  const close = { '"': '"', '<': '>' }[argument.text[0] ?? ''];
  const end = close === undefined ? -1 : argument.text.indexOf(close, 1);
  return end > 0 ? argument.part(1, end) : argument;
}

function topOf(file: string): Span {
  return { file, line: 1, column: 1, endColumn: 2 };
}

function odd(line: SourceLine): Diagnostic {
  const whole = ConfigText.ofLine(line);
  const at = line.text.search(/[\x80-\xff]/);
  return diagnose(codes.oddEncoding, 'this line is not valid UTF-8 and is read as ISO 8859-1', whole.spanOf(at), {
    sourceLine: line.text,
  });
}

function long(line: SourceLine): Diagnostic {
  return diagnose(
    codes.lineTooLong,
    `this line is longer than ${LONGEST_LINE_BYTES} bytes and is skipped`,
    ConfigText.ofLine(line).spanOf(0, 40),
    { sourceLine: line.text, help: "split the value with 'name += text'" },
  );
}
