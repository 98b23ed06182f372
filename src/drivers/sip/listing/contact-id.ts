import { contactHash } from '../location/binding-store.ts';
import type { Contact } from '../location/locations.ts';

/** The name of a contact as Asterisk's new driver writes it: `aor;@hash` of one that has registered, `aor@@hash` of a fixed one. */
export function contactId({ aor, uri, binding }: Contact): string {
  return `${aor.name}${binding ? ';@' : '@@'}${contactHash(uri)}`;
}
