import type { ConfigFile } from '../../config/config-file.ts';
import { readConfig } from '../../config/read-config.ts';
import type { NamedThing } from '../../config/schema/named-thing.ts';
import type { ConfigSource } from '../../config/source.ts';
import { ConfigText } from '../../config/text.ts';

const NO_BOXES = new Set(['general', 'zonemessages']);

/** The mailboxes of voicemail.conf. */
export interface Mailboxes {
  readonly defined: readonly NamedThing[];
  /** The file, where it was found. */
  readonly files: readonly string[];
}

/**
 * The mailboxes that voicemail.conf defines, as `box@context`: every `box => password,...` outside [general] and
 * [zonemessages]. @param read files that were read already.
 */
export function readMailboxes(source: ConfigSource, read: ReadonlyMap<string, ConfigFile>): Mailboxes {
  const name = 'voicemail.conf';
  const file = read.get(name) ?? readConfig(source, name, { recover: true });
  if (file.missing) return { defined: [], files: [] };
  const defined: NamedThing[] = [];
  for (const section of file.sections) {
    if (NO_BOXES.has(section.name.text.toLowerCase())) continue;
    for (const item of section.items) {
      const suffix = ConfigText.at(section.name.line, section.name.span.column, `@${section.name.text}`);
      defined.push({ kind: 'mailbox', name: ConfigText.join(item.name, suffix) });
    }
  }
  return { defined, files: [name] };
}
