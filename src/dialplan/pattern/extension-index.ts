import { atOnce, type Slices } from '../../base/slices.ts';
import { type MatchMode, matchCaller } from './match.ts';
import { comparePatterns, comparePositions } from './order.ts';
import { type Pattern, type Position, withoutDashes } from './pattern.ts';

/** So many entries are added between two pauses. */
const ENTRIES_A_SLICE = 512;

/** An extension to be found: its pattern, the callers it is for (undefined: all), and what it stands for. */
export interface IndexEntry<T> {
  readonly pattern: Pattern;
  readonly caller: Pattern | undefined;
  readonly value: T;
}

/** Says whether an extension that matches is wanted, for instance because it has the priority sought. */
export type Accept<T> = (value: T) => boolean;

/** Tells an extension with a `!` that ended the search apart from none at all. */
const FINAL = Symbol('final');
type Found<T> = T | undefined | typeof FINAL;

/** The entries of one pattern: those for certain callers first. */
type Leaf<T> = Array<IndexEntry<T>>;

interface TreeNode<T> {
  readonly literals: Map<string, TreeNode<T>>;
  /** In the order in which they are tried. */
  readonly sets: Array<{ readonly position: Position & { kind: 'set' }; readonly node: TreeNode<T> }>;
  more: Leaf<T> | undefined;
  rest: Leaf<T> | undefined;
  end: Leaf<T> | undefined;
}

/**
 * The extensions of one context. Literal ones are found by a map, patterns by a tree of their positions, so that the time of
 * a match does not grow with their number. Immutable once built.
 */
export class ExtensionIndex<T> {
  readonly #literal = new Map<string, Leaf<T>>();
  #sortedLiterals: readonly string[] = [];
  readonly #root: TreeNode<T> = createNode();
  #hasPatterns = false;
  /** By what is written, once somebody asks so. */
  #patterns: Map<string, Leaf<T>> | undefined;
  #entries: ReadonlyArray<IndexEntry<T>> = [];

  constructor(entries: Iterable<IndexEntry<T>>) {
    atOnce(this.#fill(entries));
  }

  /** Builds one with pauses on the way. */
  static *inSlices<T>(entries: Iterable<IndexEntry<T>>): Slices<ExtensionIndex<T>> {
    const index = new ExtensionIndex<T>([]);
    yield* index.#fill(entries);
    return index;
  }

  /** All entries in the order in which they are tried and listed. */
  get entries(): ReadonlyArray<IndexEntry<T>> {
    return this.#entries;
  }

  *#fill(entries: Iterable<IndexEntry<T>>): Slices<void> {
    this.#entries = [...entries].sort(compareEntries);
    let filled = 0;
    for (const entry of this.#entries) {
      if (++filled % ENTRIES_A_SLICE === 0) yield;
      if (!entry.pattern.isPattern) leafOf(this.#literal, entry.pattern.key).push(entry);
      else if (entry.pattern.usable) {
        insert(this.#root, entry);
        this.#hasPatterns = true;
      }
    }
    this.#sortedLiterals = [...this.#literal.keys()].sort();
  }

  /** The first entry in order that matches `digits` for a caller with the number `caller`, and that `accept` wants. */
  find(digits: string, caller: string, mode: MatchMode, accept?: Accept<T>): T | undefined {
    const data = withoutDashes(digits);
    // A pattern is reached by itself, as Goto(_1X,2) does it: a call whose extension was a pattern goes on there.
    const itself = mode === 'match' && data.startsWith('_') ? pick(this.#bySource(data), caller, accept) : undefined;
    if (itself !== undefined) return itself;
    const literal =
      mode === 'match' ? pick(this.#literal.get(data), caller, accept) : this.#literalWith(data, caller, mode);
    if (literal !== undefined || !this.#hasPatterns) return literal;
    const found = search(this.#root, data, 0, caller, mode, accept);
    return found === FINAL ? undefined : found;
  }

  #bySource(source: string): Leaf<T> | undefined {
    if (!this.#patterns) {
      this.#patterns = new Map();
      for (const entry of this.entries)
        if (entry.pattern.isPattern)
          leafOf(this.#patterns, withoutDashes(entry.pattern.source).toLowerCase()).push(entry);
    }
    return this.#patterns.get(source.toLowerCase());
  }

  /** The first literal extension that begins with `data`; by `matchMore` a longer one. */
  #literalWith(data: string, caller: string, mode: MatchMode): T | undefined {
    const sorted = this.#sortedLiterals;
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? '') < data) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < sorted.length; i++) {
      const name = sorted[i] ?? '';
      if (!name.startsWith(data)) return undefined;
      if (mode === 'matchMore' && name.length === data.length) continue;
      const found = pick(this.#literal.get(name), caller, undefined);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Sorts as Asterisk lists: by pattern, then those for certain callers, in the order of the callers' patterns. */
function compareEntries<T>(a: IndexEntry<T>, b: IndexEntry<T>): number {
  const order = comparePatterns(a.pattern, b.pattern);
  if (order !== 0) return order;
  if (!a.caller || !b.caller) return (a.caller ? 0 : 1) - (b.caller ? 0 : 1);
  return comparePatterns(a.caller, b.caller);
}

function createNode<T>(): TreeNode<T> {
  return { literals: new Map(), sets: [], more: undefined, rest: undefined, end: undefined };
}

function leafOf<T>(leaves: Map<string, Leaf<T>>, key: string): Leaf<T> {
  const known = leaves.get(key);
  if (known) return known;
  const leaf: Leaf<T> = [];
  leaves.set(key, leaf);
  return leaf;
}

/** Adds an entry; entries come sorted, so that what is appended stays in order. */
function insert<T>(root: TreeNode<T>, entry: IndexEntry<T>): void {
  let node = root;
  for (const position of entry.pattern.positions) {
    if (position.kind === 'more') {
      node.more = [...(node.more ?? []), entry];
      return;
    }
    if (position.kind === 'rest') {
      node.rest = [...(node.rest ?? []), entry];
      return;
    }
    node = position.kind === 'literal' ? literalChild(node, position.char) : setChild(node, position);
  }
  node.end = [...(node.end ?? []), entry];
}

function literalChild<T>(node: TreeNode<T>, char: string): TreeNode<T> {
  const known = node.literals.get(char);
  if (known) return known;
  const child = createNode<T>();
  node.literals.set(char, child);
  return child;
}

function setChild<T>(node: TreeNode<T>, position: Position & { kind: 'set' }): TreeNode<T> {
  const known = node.sets.find((set) => comparePositions(set.position, position) === 0);
  if (known) return known.node;
  const child = createNode<T>();
  node.sets.push({ position, node: child });
  return child;
}

function pick<T>(leaf: Leaf<T> | undefined, caller: string, accept: Accept<T> | undefined): T | undefined {
  if (!leaf) return undefined;
  for (const entry of leaf) {
    if (entry.caller && !matchCaller(entry.caller, caller)) continue;
    if (!accept || accept(entry.value)) return entry.value;
  }
  return undefined;
}

function search<T>(
  node: TreeNode<T>,
  data: string,
  at: number,
  caller: string,
  mode: MatchMode,
  accept: Accept<T> | undefined,
): Found<T> {
  if (at === data.length) return atEnd(node, caller, mode, accept);
  const char = data.charAt(at);
  const literal = node.literals.get(char);
  if (literal) {
    const found = search(literal, data, at + 1, caller, mode, accept);
    if (found !== undefined) return found;
  }
  for (const set of node.sets) {
    if (!set.position.chars.includes(char)) continue;
    const found = search(set.node, data, at + 1, caller, mode, accept);
    if (found !== undefined) return found;
  }
  const wanted = mode === 'match' ? accept : undefined;
  return pick(node.more, caller, wanted) ?? pickRest(node, caller, mode, wanted);
}

/** A `!` matches, unless more is asked for: then it ends the search. */
function pickRest<T>(node: TreeNode<T>, caller: string, mode: MatchMode, accept: Accept<T> | undefined): Found<T> {
  const found = pick(node.rest, caller, accept);
  return found !== undefined && mode === 'matchMore' ? FINAL : found;
}

function atEnd<T>(node: TreeNode<T>, caller: string, mode: MatchMode, accept: Accept<T> | undefined): Found<T> {
  if (mode === 'match') return pick(node.rest, caller, accept) ?? pick(node.end, caller, accept);
  const found = firstBelow(node, caller) ?? pickRest(node, caller, mode, undefined);
  if (found !== undefined) return found;
  return mode === 'canMatch' ? pick(node.end, caller, undefined) : undefined;
}

/** The first entry in order whose pattern goes on behind `node`, save for a `!` right there. */
function firstBelow<T>(node: TreeNode<T>, caller: string): T | undefined {
  const literals = [...node.literals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, child]) => child);
  for (const child of [...literals, ...node.sets.map((set) => set.node)]) {
    const found =
      firstBelow(child, caller) ?? pick(child.rest, caller, undefined) ?? pick(child.end, caller, undefined);
    if (found !== undefined) return found;
  }
  return pick(node.more, caller, undefined);
}
