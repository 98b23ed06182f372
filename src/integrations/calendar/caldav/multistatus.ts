import sax, { type QualifiedTag } from 'sax';
import { yieldNow } from '../../../base/yield-now.ts';
import { type DavProperty, type DavResource, dav } from './resource.ts';

/** What an answer to PROPFIND or REPORT says. */
export type Multistatus =
  | { readonly ok: true; readonly resources: readonly DavResource[] }
  /** What is wrong with it, in a few words. */
  | { readonly ok: false; readonly why: string };

/** No answer nests deeper than a few elements; more is a trap. */
const DEEPEST = 50;
const MOST_RESOURCES = 200_000;
const MOST_ELEMENTS = 1000;
/** Characters that are read between two looks at the event loop: a few milliseconds. */
const PIECE = 64 * 1024;

/**
 * Reads the body of a 207 answer, in pieces, so that a long one holds up nobody's call. Never throws or rejects: what is no
 * multistatus, or breaks off, gives the reason. Entities that a document type could define are not known, so none expands.
 * @see RFC 4918 §13
 */
export async function readMultistatus(body: Uint8Array): Promise<Multistatus> {
  const reader = new MultistatusReader();
  const text = decodeXml(body);
  for (let at = 0; at < text.length; at += PIECE) {
    if (at > 0) await yieldNow();
    reader.write(text.slice(at, at + PIECE));
    if (reader.fault !== undefined) break;
  }
  return reader.finish();
}

/** UTF-8, or UTF-16 where a byte order mark says so. */
function decodeXml(body: Uint8Array): string {
  const label =
    body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : body[0] === 0xfe && body[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(label).decode(body);
}

interface PropertyDraft {
  readonly name: string;
  readonly text: string[];
  readonly elements: Array<{ name: string; label: string }>;
}

/** A machine over the elements that come by; keeps only what {@link DavResource} holds. */
class MultistatusReader {
  /** What is wrong, once something is. */
  fault: string | undefined;
  readonly #parser = new sax.SAXParser(true, { xmlns: true, position: true });
  readonly #resources: DavResource[] = [];
  readonly #path: string[] = [];
  #text: string[] = [];
  #href = '';
  #status: number | undefined;
  #properties = new Map<string, DavProperty>();
  /** Those of the propstat that is open; they count if its status is good. */
  #group: PropertyDraft[] = [];
  #groupStatus = 200;

  constructor() {
    this.#parser.onerror = (error) => this.#fail(`XML that cannot be read: ${firstLine(error.message)}`);
    this.#parser.ondoctype = () => this.#fail('XML with a document type, which no calendar needs');
    // With `xmlns` every tag is a qualified one.
    this.#parser.onopentag = (tag) => this.#open(tag as QualifiedTag);
    this.#parser.onclosetag = () => this.#close();
    this.#parser.ontext = (text) => this.#take(text);
    this.#parser.oncdata = (text) => this.#take(text);
  }

  write(text: string): void {
    if (this.fault !== undefined) return;
    try {
      this.#parser.write(text);
    } catch (error) {
      this.#fail(`XML that cannot be read: ${firstLine(error instanceof Error ? error.message : String(error))}`);
    }
  }

  finish(): Multistatus {
    if (this.fault === undefined && (this.#path.length > 0 || this.#parser.position === 0))
      this.#fail(this.#parser.position === 0 ? 'nothing' : 'XML that breaks off');
    return this.fault === undefined ? { ok: true, resources: this.#resources } : { ok: false, why: this.fault };
  }

  #fail(why: string): void {
    this.fault ??= why;
  }

  #open(tag: QualifiedTag): void {
    if (this.fault !== undefined) return;
    const name = `${tag.uri} ${tag.local}`;
    this.#path.push(name);
    const depth = this.#path.length;
    if (depth > DEEPEST) this.#fail('XML that is nested too deeply');
    if (depth === 1 && name !== dav('multistatus')) this.#fail(`XML of another kind: '${tag.local.slice(0, 40)}'`);
    if (depth === 2) this.#beginResource();
    else if (depth === 3) {
      this.#text = [];
      this.#group = [];
      this.#groupStatus = 200;
    } else if (this.#path[2] === dav('propstat')) {
      if (depth === 4) this.#text = [];
      if (depth === 5 && this.#path[3] === dav('prop')) this.#group.push({ name, text: [], elements: [] });
      const elements = depth > 5 ? this.#group.at(-1)?.elements : undefined;
      if (elements && elements.length < MOST_ELEMENTS)
        elements.push({ name, label: tag.attributes['name']?.value ?? '' });
    }
  }

  #take(text: string): void {
    if (this.#path.length >= 5 && this.#path[3] === dav('prop')) this.#group.at(-1)?.text.push(text);
    else if (this.#path.length >= 3) this.#text.push(text);
  }

  #close(): void {
    if (this.fault !== undefined) return;
    const name = this.#path.pop();
    const depth = this.#path.length;
    if (depth === 1 && name === dav('response')) this.#endResource();
    else if (depth === 2) {
      if (name === dav('href') && this.#href === '') this.#href = this.#text.join('').trim();
      else if (name === dav('status')) this.#status = statusOf(this.#text.join(''));
      else if (name === dav('propstat') && this.#groupStatus >= 200 && this.#groupStatus <= 299)
        for (const { name, text, elements } of this.#group)
          this.#properties.set(name, { text: text.join(''), elements });
    } else if (depth === 3 && name === dav('status') && this.#path[2] === dav('propstat'))
      this.#groupStatus = statusOf(this.#text.join('')) ?? 0;
  }

  #beginResource(): void {
    this.#href = '';
    this.#status = undefined;
    this.#properties = new Map();
  }

  #endResource(): void {
    if (this.#resources.length >= MOST_RESOURCES) this.#fail(`more than ${MOST_RESOURCES} resources`);
    this.#resources.push({ href: this.#href, status: this.#status, properties: this.#properties });
  }
}

/** The number in `HTTP/1.1 200 OK`. */
function statusOf(line: string): number | undefined {
  const code = /^\s*HTTP\/[\d.]+\s+(\d{3})/i.exec(line)?.[1];
  return code === undefined ? undefined : Number(code);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
