import { defineSchema } from '../../../config/schema/schema.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';
import { sections } from '../account-options.ts';

/** jabber.conf: the same as xmpp.conf, under its name of Asterisk 1.4 to 12. Where both give an account, xmpp.conf counts. */
export const jabberSchema = defineSchema({
  file: 'jabber.conf',
  doc: 'The XMPP accounts, as older files call them.',
  sections,
});

/** @see jabberSchema */
export const configFile = defineConfigFile({ module: 'res_xmpp', schema: jabberSchema });
