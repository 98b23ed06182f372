import { compilePosixRegex } from '../../extend/posix-regex.ts';

/** Whether an event of that text, headers and all, is meant. */
type EventTest = (text: string) => boolean;

/** Which events a client gets at all: one of `include` must be met, if there is any, and none of `exclude`. */
export interface EventFilter {
  readonly include: readonly EventTest[];
  readonly exclude: readonly EventTest[];
}

/** A filter, or what is wrong with what was to make it. */
type Extended = EventFilter | { readonly error: string };

const METHODS = ['regex', 'exact', 'starts_with', 'ends_with', 'contains', 'none'] as const;

/** True if an event of that text passes. */
export function passes(filter: EventFilter, text: string): boolean {
  if (filter.exclude.some((test) => test(text))) return false;
  return filter.include.length === 0 || filter.include.some((test) => test(text));
}

/** `filter` with one expression more that the text must match, or with `!` before it, must not. */
export function extendFilter(filter: EventFilter | undefined, expression: string): Extended {
  const excluding = expression.startsWith('!');
  const compiled = compilePosixRegex(excluding ? expression.slice(1) : expression);
  if ('error' in compiled) return compiled;
  return extended(filter, excluding, (text) => compiled.regex.exec(text) !== undefined);
}

/**
 * `filter` with one condition more, as newer releases write them: `eventfilter(action(exclude),name(Newexten),header(Channel),method(contains)) = PJSIP`.
 * @param conditions what stands in the outer brackets. @see Asterisk 20.11: eventfilter
 */
export function extendFilterBy(filter: EventFilter | undefined, conditions: string, value: string): Extended {
  const given = new Map<string, string>();
  let rest = conditions.trim();
  while (rest !== '') {
    const one = /^([a-z_]+)\s*\(([^()]*)\)\s*(?:,\s*|$)/i.exec(rest);
    if (!one) return { error: `'${rest}' is no condition: write action(…), name(…), header(…) or method(…)` };
    given.set((one[1] ?? '').toLowerCase(), (one[2] ?? '').trim());
    rest = rest.slice(one[0].length);
  }
  for (const word of given.keys())
    if (!['action', 'name', 'header', 'method'].includes(word)) return { error: `there is no condition '${word}'` };
  const action = (given.get('action') ?? 'include').toLowerCase();
  if (action !== 'include' && action !== 'exclude') return { error: `action is include or exclude, not '${action}'` };
  const wanted = (given.get('method') ?? 'regex').toLowerCase();
  const method = METHODS.find((one) => one === wanted);
  if (!method) return { error: `method is one of ${METHODS.join(', ')}, not '${wanted}'` };
  const [name, header] = [given.get('name'), given.get('header')];
  if (method === 'none' && name === undefined && header === undefined)
    return { error: 'method(none) takes a name or a header' };
  const compared = comparison(method, value);
  if (typeof compared !== 'function') return compared;
  return extended(filter, action === 'exclude', (text) => {
    if (name !== undefined && headerOf(text, 'Event') !== name) return false;
    const subject = header === undefined ? text : headerOf(text, header);
    return subject !== undefined && compared(subject);
  });
}

function comparison(method: (typeof METHODS)[number], value: string): EventTest | { readonly error: string } {
  switch (method) {
    case 'none':
      return () => true;
    case 'exact':
      return (text) => text === value;
    case 'starts_with':
      return (text) => text.startsWith(value);
    case 'ends_with':
      return (text) => text.endsWith(value);
    case 'contains':
      return (text) => text.includes(value);
    case 'regex': {
      const compiled = compilePosixRegex(value);
      return 'error' in compiled ? compiled : (text) => compiled.regex.exec(text) !== undefined;
    }
  }
}

/** The value of a header of an event's text, whatever the case of its name. */
function headerOf(text: string, name: string): string | undefined {
  const wanted = `${name.toLowerCase()}:`;
  for (const line of text.split('\r\n'))
    if (line.toLowerCase().startsWith(wanted)) return line.slice(wanted.length).trim();
  return undefined;
}

function extended(filter: EventFilter | undefined, excluding: boolean, test: EventTest): EventFilter {
  const { include, exclude } = filter ?? { include: [], exclude: [] };
  return excluding ? { include, exclude: [...exclude, test] } : { include: [...include, test], exclude };
}
