import { CommentStripper } from '../../config/comments.ts';

/** One line of a configuration file, and what it says. */
interface DocumentLine {
  readonly text: string;
  /** `name = value`, where it says that. */
  readonly item?: { readonly name: string; readonly value: string };
}

interface DocumentSection {
  /** Undefined before the first header. */
  name: string | undefined;
  header: string;
  readonly template: boolean;
  lines: DocumentLine[];
}

/** How a new section is to be. */
export interface NewSection {
  readonly name: string;
  readonly template: boolean;
  readonly bases: readonly string[];
}

/**
 * The text of a configuration file, to be changed in places: every line that is not meant stays as it is, comments and includes too.
 *
 * Deviation: Asterisk writes the whole file anew under a header that says so; here it stays the user's own.
 */
export class ConfigDocument {
  readonly #sections: DocumentSection[] = [{ name: undefined, header: '', template: false, lines: [] }];

  constructor(text: string) {
    const stripper = new CommentStripper(() => {});
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const [index, line] of lines.entries()) {
      const said = stripper.strip({ file: '', number: index + 1, text: line.replace(/\r$/, '') }).text.trim();
      const header = /^\[([^\]]*)\](?:\(([^)]*)\))?/.exec(said);
      if (header) {
        const template = (header[2] ?? '').split(',').some((one) => one.trim() === '!');
        this.#sections.push({ name: header[1], header: line, template, lines: [] });
        continue;
      }
      const item = said.startsWith('#') ? null : /^([^=]*?)\s*=>?\s*(.*)$/s.exec(said);
      this.#sections.at(-1)?.lines.push({
        text: line,
        ...(item && { item: { name: item[1] ?? '', value: item[2] ?? '' } }),
      });
    }
  }

  /** True if a section of that name can be changed; templates cannot. */
  has(name: string): boolean {
    return this.#named(name) !== undefined;
  }

  /** True if a section or template of that name can be inherited from. */
  canInherit(name: string): boolean {
    return this.#sections.some((section) => section.name === name);
  }

  add({ name, template, bases }: NewSection): void {
    const options = [...(template ? ['!'] : []), ...bases];
    const header = `[${name}]${options.length > 0 ? `(${options.join(',')})` : ''}`;
    this.#sections.push({ name, header, template, lines: [] });
  }

  rename(name: string, to: string): void {
    const section = this.#named(name);
    if (!section) return;
    section.header = section.header.replace(`[${name}]`, () => `[${to}]`);
    section.name = to;
  }

  remove(name: string): void {
    const index = this.#sections.findIndex((one) => one.name === name && !one.template);
    if (index >= 0) this.#sections.splice(index, 1);
  }

  /** Takes out all values of a section. */
  clear(name: string): void {
    const section = this.#named(name);
    if (section) section.lines = section.lines.filter(({ item }) => item === undefined);
  }

  /** Gives the first value of that name another one. @param match the value that it must have. @returns false where there is none. */
  update(section: string, name: string, value: string, match: string | undefined): boolean {
    const lines = this.#named(section)?.lines ?? [];
    const index = lines.findIndex(({ item }) => matches(item, name, match));
    if (index < 0) return false;
    const object = /^[^=]*=>/.test(lines[index]?.text ?? '');
    lines[index] = lineOf(name, value, object);
    return true;
  }

  /** Takes out all values of that name. @param match the value that they must have. @returns false where there is none. */
  delete(section: string, name: string, match: string | undefined): boolean {
    const found = this.#named(section);
    if (!found) return false;
    const kept = found.lines.filter(({ item }) => !matches(item, name, match));
    const some = kept.length < found.lines.length;
    found.lines = kept;
    return some;
  }

  /** Takes out the value at a place, counted from 0. @returns false where there is none. */
  deleteAt(section: string, place: number): boolean {
    const found = this.#named(section);
    const at = found ? placeOf(found.lines, place) : -1;
    if (at < 0) return false;
    found?.lines.splice(at, 1);
    return true;
  }

  /** Puts a value before the one at `place`, counted from 0; behind all where there is none. @param object written with `=>`. */
  insert(section: string, place: number, name: string, value: string, object: boolean): void {
    const lines = this.#named(section)?.lines;
    if (!lines) return;
    const at = placeOf(lines, place);
    const behind = lines.findLastIndex(({ item }) => item !== undefined) + 1;
    lines.splice(at < 0 ? behind : at, 0, lineOf(name, value, object));
  }

  /** The text as it is now. */
  toString(): string {
    const lines = this.#sections.flatMap(({ name, header, lines: own }) => [
      ...(name === undefined ? [] : [header]),
      ...own.map(({ text }) => text),
    ]);
    return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
  }

  #named(name: string): DocumentSection | undefined {
    return this.#sections.find((section) => section.name === name && !section.template);
  }
}

function matches(item: DocumentLine['item'], name: string, match: string | undefined): boolean {
  return item?.name.toLowerCase() === name.toLowerCase() && (match === undefined || item.value === match);
}

function placeOf(lines: readonly DocumentLine[], place: number): number {
  let count = 0;
  return lines.findIndex(({ item }) => item !== undefined && count++ === place);
}

function lineOf(name: string, value: string, object: boolean): DocumentLine {
  return { text: `${name} ${object ? '=>' : '='} ${value.replaceAll(';', '\\;')}`, item: { name, value } };
}
