/** What every definition tells of itself; `core show …`, the docs, the checker and the editor read the same block. */
export interface Documentation {
  /** The name users write. */
  readonly name: string;
  /** The Asterisk module it belongs to, without `.so`: `noload => app_playback.so` leaves it out. */
  readonly module: string;
  /** One line. */
  readonly synopsis: string;
  /** Paragraphs. */
  readonly description?: readonly string[];
  /** Lines of dialplan or console that show its use. */
  readonly examples?: readonly string[];
  readonly seeAlso?: readonly string[];
}

/** What a definition tells of itself, without the rest of it. */
export function documentationOf(spec: Documentation): Documentation {
  const { name, module, synopsis, description, examples, seeAlso } = spec;
  return {
    name,
    module,
    synopsis,
    ...(description && { description }),
    ...(examples && { examples }),
    ...(seeAlso && { seeAlso }),
  };
}
