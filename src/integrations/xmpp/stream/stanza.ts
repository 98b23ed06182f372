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
