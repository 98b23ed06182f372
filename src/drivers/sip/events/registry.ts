import { defineEvent } from '../../../extend/define-event.ts';
import { registryChanged } from '../events.ts';

/** A registration of ours has changed. */
export const event = defineEvent({
  name: 'Registry',
  module: 'sip',
  synopsis: 'A registration of ours has changed.',
  fields: 'ChannelType Username Domain Status Cause',
  topic: registryChanged,
  class: 'system',
  headers: ({ technology, username, domain, status, cause }) => [
    ['ChannelType', technology],
    ['Username', username],
    ['Domain', domain],
    ['Status', status],
    ...(cause === '' ? [] : [['Cause', cause] as const]),
  ],
});
