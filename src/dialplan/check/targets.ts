import type { ConfigText } from '../../config/text.ts';
import { splitOutside, type WrittenApplication } from './written-application.ts';

/** A place that a line leads to. */
export type Target =
  /** `[[context,]extension,]priority`, as written. */
  | { readonly kind: 'place'; readonly parts: readonly ConfigText[] }
  /** `Macro(name)` */
  | { readonly kind: 'macro'; readonly name: ConfigText };

/** Options of Dial that lead somewhere: how their text in parentheses is read. */
const DIAL_OPTIONS: Readonly<Record<string, 'macro' | 'subroutine' | 'place'>> = {
  M: 'macro',
  U: 'subroutine',
  b: 'place',
  B: 'place',
  G: 'place',
  F: 'place',
};

/** Every place that an application leads to. */
export function targetsOf(step: WrittenApplication): Target[] {
  const { name, argument, parts } = step;
  const [first] = parts;
  switch (name) {
    case 'goto':
      return [place(parts)];
    case 'gotoif':
    case 'gotoiftime':
      return branches(argument).map((branch) => place(commaParts(branch)));
    case 'gosub':
      return [place(commaParts(withoutArguments(argument)))];
    case 'gosubif':
      return branches(argument).map((branch) => place(commaParts(withoutArguments(branch))));
    case 'macro':
    case 'macroexclusive':
      return first ? [{ kind: 'macro', name: first }] : [];
    case 'macroif':
      return branches(argument).flatMap((branch) => {
        const [macro] = commaParts(branch);
        return macro ? [{ kind: 'macro' as const, name: macro }] : [];
      });
    case 'dial':
      return dialTargets(parts[2]);
    case 'retrydial':
      return dialTargets(parts[5]);
    case 'originate':
      return parts[1]?.text.toLowerCase() === 'exten' ? [place(originateParts(parts))] : [];
    default:
      return [];
  }
}

function place(parts: readonly ConfigText[]): Target {
  return { kind: 'place', parts: parts.length === 1 && parts[0]?.text === '' ? [] : parts };
}

/** `Originate(channel,exten,context,extension,priority)`: the extension is `s` and the priority 1 unless given. */
function originateParts(parts: readonly ConfigText[]): ConfigText[] {
  return parts.slice(2, 5).filter((part) => part.text !== '');
}

/** The branches of `condition?one:other` that lead somewhere. */
function branches(argument: ConfigText): ConfigText[] {
  const [, rest] = splitOutside(argument, '?', 2);
  if (!rest) return [];
  return splitOutside(rest, ':', 2)
    .map((branch) => branch.trim())
    .filter((branch) => branch.text !== '');
}

function commaParts(text: ConfigText): ConfigText[] {
  return splitOutside(text, ',').map((part) => part.trim());
}

/** `place(arguments)` without the arguments. */
function withoutArguments(text: ConfigText): ConfigText {
  const trimmed = text.trim();
  const [head] = splitOpening(trimmed);
  return trimmed.text.endsWith(')') && head ? head.trim() : trimmed;
}

/** The text before the last parenthesis that stands outside of references. */
function splitOpening(text: ConfigText): ConfigText[] {
  let depth = 0;
  for (let at = text.text.length - 1; at >= 0; at--) {
    const char = text.text.charAt(at);
    if (char === ')') depth++;
    else if (char === '(' && --depth === 0) return [text.part(0, at)];
  }
  return [];
}

function dialTargets(options: ConfigText | undefined): Target[] {
  const targets: Target[] = [];
  const source = options?.text ?? '';
  for (let at = 0; at < source.length; at++) {
    if (source.charAt(at + 1) !== '(') continue;
    const close = closing(source, at + 1);
    const kind = DIAL_OPTIONS[source.charAt(at)];
    const inner = options?.part(at + 2, close);
    if (kind && inner && inner.text !== '') {
      const pieces = splitOutside(kind === 'place' ? withoutArguments(inner) : inner, '^').map((piece) => piece.trim());
      const [first] = pieces;
      if (kind === 'macro' && first) targets.push({ kind: 'macro', name: first });
      else if (kind === 'subroutine' && first) targets.push(place([first, ...literal(first, 's', '1')]));
      else targets.push(place(pieces));
    }
    at = close;
  }
  return targets;
}

/** Words that stand for what is not written, at the place of `near`. */
function literal(near: ConfigText, ...words: string[]): ConfigText[] {
  return words.map((word) => near.replaced(word));
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text.charAt(at) === '(') depth++;
    else if (text.charAt(at) === ')' && --depth === 0) return at;
  }
  return text.length;
}
