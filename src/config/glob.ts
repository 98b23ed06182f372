import type { ConfigSource } from './source.ts';

/** The most names that one pattern may stand for after its braces are expanded. */
const MOST_ALTERNATIVES = 256;

/**
 * The files that the name in an `#include` stands for: the name itself if it holds no wildcard (whether it exists or
 * not), else what `*`, `?`, `[...]` and `{a,b}` match, sorted within each alternative. A leading dot is only matched by a dot.
 */
export function expandGlob(source: ConfigSource, pattern: string): string[] {
  return expandBraces(pattern).flatMap((one) => {
    if (!/[*?[]/.test(one)) return [one];
    const absolute = one.startsWith('/');
    let found = [absolute ? '/' : ''];
    for (const part of one.split('/').filter((piece) => piece !== '')) {
      found = found.flatMap((folder) => matching(source, folder, part));
    }
    return found;
  });
}

function matching(source: ConfigSource, folder: string, part: string): string[] {
  const join = (name: string): string => (folder === '' || folder === '/' ? `${folder}${name}` : `${folder}/${name}`);
  if (!/[*?[]/.test(part)) return source.list(folder).includes(part) ? [join(part)] : [];
  const regex = partRegex(part);
  if (!regex) return [];
  return source
    .list(folder)
    .filter((name) => regex.test(name) && (part.startsWith('.') || !name.startsWith('.')))
    .sort((a, b) => (a < b ? -1 : 1))
    .map(join);
}

/** One path part as a regular expression; undefined for a set that cannot be read, such as `[z-a]`. */
function partRegex(part: string): RegExp | undefined {
  let text = '';
  for (let at = 0; at < part.length; at++) {
    const char = part[at] ?? '';
    const close = char === '[' ? part.indexOf(']', at + 2) : -1;
    if (char === '*') text += '.*';
    else if (char === '?') text += '.';
    else if (close > 0) {
      const set = part.slice(at + 1, close).replace(/[\\\]^]/g, '\\$&');
      text += `[${set.replace(/^(!|\\\^)/, '^')}]`;
      at = close;
    } else text += char.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  }
  try {
    return new RegExp(`^${text}$`, 'u');
  } catch {
    return undefined; // a backwards range: it matches nothing
  }
}

/** `a{b,c}d` as `abd` and `acd`, innermost braces first; a brace without a partner or comma stands for itself. */
function expandBraces(pattern: string): string[] {
  let open = [pattern];
  for (let round = 0; round < 8; round++) {
    const next = open.flatMap((one) => {
      const brace = /\{([^{}]*,[^{}]*)\}/.exec(one);
      if (!brace) return [one];
      const [all, inner = ''] = brace;
      return inner.split(',').map((piece) => one.slice(0, brace.index) + piece + one.slice(brace.index + all.length));
    });
    if (next.length === open.length || next.length > MOST_ALTERNATIVES) return open;
    open = next;
  }
  return open;
}
