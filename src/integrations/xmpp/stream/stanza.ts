/** A piece of XMPP as plain data. Attributes and text hold what is meant, not how it is escaped. */
export interface Stanza {
  readonly name: string;
  /** `xmlns` among them, where the element itself declares one. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Stanza[];
  /** The text right inside, joined. */
  readonly text: string;
}

/** Makes one; an attribute that is undefined is left out, a string among the contents is text. */
export function stanza(
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...contents: ReadonlyArray<Stanza | string>
): Stanza {
  const present = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  return {
    name,
    attributes: Object.fromEntries(present),
    children: contents.filter((content) => typeof content !== 'string'),
    text: contents.filter((content) => typeof content === 'string').join(''),
  };
}

/** The most that a text takes on the line, in bytes: the usual servers end a stream for a stanza of 262144. */
const LONGEST_TEXT = 65_536;
/** What a character can take: `&quot;`. */
const WIDEST = 6;

/** As much of the beginning of a text as a server takes in one stanza. */
export function fittingText(text: string): string {
  if (text.length * WIDEST <= LONGEST_TEXT) return text;
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += /[<>&'"]/.test(character) ? WIDEST : Buffer.byteLength(character);
    if (bytes > LONGEST_TEXT) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** The first child of that name (and namespace, where it is given and the child declares one). */
export function childOf(parent: Stanza, name: string, namespace?: string): Stanza | undefined {
  return parent.children.find(
    (child) =>
      child.name === name && (namespace === undefined || (child.attributes['xmlns'] ?? namespace) === namespace),
  );
}

/** The text of the first child of that name; empty where there is none. */
export function childText(parent: Stanza, name: string): string {
  return childOf(parent, name)?.text ?? '';
}
