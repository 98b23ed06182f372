import { defineAttachment } from './attachment.ts';

/** Where a called channel goes on in the dialplan when the call is over, as CHANNEL(after_bridge_goto) says: `[[context,]exten,]priority`. */
export const afterBridgeKey = defineAttachment<string>('after-bridge-goto');
