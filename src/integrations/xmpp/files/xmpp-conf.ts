import { defineSchema } from '../../../config/schema/schema.ts';
import { defineConfigFile } from '../../../extend/define-config-file.ts';
import { sections } from '../account-options.ts';

/**
 * xmpp.conf: the XMPP accounts of the PBX.
 * Deviation: certificates of servers are verified unless `tls_verify = no`; Asterisk never does.
 */
export const xmppSchema = defineSchema({ file: 'xmpp.conf', doc: 'The XMPP accounts of the PBX.', sections });

/** @see xmppSchema */
export const configFile = defineConfigFile({ module: 'res_xmpp', schema: xmppSchema });
