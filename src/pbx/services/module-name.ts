/** Modules that Asterisk has renamed, by their old name. */
const RENAMED: ReadonlyMap<string, string> = new Map([['res_jabber', 'res_xmpp']]);

/** The name under which a module is known here: without `.so`, and the new one of those that Asterisk has renamed. */
export function moduleName(written: string): string {
  const bare = written.replace(/\.so$/, '');
  return RENAMED.get(bare) ?? bare;
}
