import { defineEvent } from '../../../extend/define-event.ts';
import { presenceChanged } from '../happenings.ts';

/** A contact came, went, or shows itself in another way. */
export const event = defineEvent({
  name: 'JabberStatus',
  module: 'res_xmpp',
  synopsis: 'A contact came, went, or shows itself in another way.',
  fields: 'Account JID [Resource] Status [Priority] [Description]',
  topic: presenceChanged,
  class: 'user',
  headers: ({ account, address, resource, status, priority, description }) => [
    ['Account', account],
    ['JID', address],
    ...(resource === '' ? [] : ([['Resource', resource]] as const)),
    ['Status', String(status)],
    ...(status === 6
      ? []
      : ([
          ['Priority', String(priority)],
          ['Description', description],
        ] as const)),
  ],
});
