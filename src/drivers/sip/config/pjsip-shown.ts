import type { AorSection, EndpointSection } from './pjsip-sections.ts';

/** Writes a value as `pjsip show` lists it. */
function shown(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(shown).join(',');
  return String(value);
}

/** The options of an endpoint for `pjsip show endpoint`, in alphabetical order. */
export function shownEndpoint(section: EndpointSection, codecs: readonly string[]): Array<readonly [string, string]> {
  const {
    codecs: _lines,
    addresses: _rules,
    contactAddresses: _contacts,
    set_var: variables,
    ...values
  } = section.values;
  const entries = Object.entries(values).map(([name, value]) => [name, shown(value)] as const);
  const seconds = (name: string, value: string): string =>
    name.startsWith('rtp_timeout') ? String(Number(value) / 1000) : value;
  return [
    ...entries.map(([name, value]) => [name, seconds(name, value)] as const),
    ['allow', `(${codecs.join('|')})`] as const,
    ['set_var', variables.map(({ name, value }) => `${name}=${value}`).join(',')] as const,
  ].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The options of an aor for `pjsip show aor`. */
export function shownAor(section: AorSection): Array<readonly [string, string]> {
  return Object.entries(section.values)
    .map(([name, value]): readonly [string, string] => {
      if (name === 'qualify_frequency') return [name, String(Number(value) / 1000)];
      if (name === 'qualify_timeout') return [name, Number(value).toFixed(6)];
      return [name, shown(value)];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
