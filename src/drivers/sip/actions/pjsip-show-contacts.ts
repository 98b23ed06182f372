import {
  actionMark,
  defineManagerAction,
  listEnd,
  managerError,
  managerList,
} from '../../../extend/define-manager-action.ts';
import { aorKey } from '../endpoint-book.ts';
import { contactId, contactStatus, pjsipAors, roundTrip } from '../listing/pjsip-objects.ts';
import { optionOf } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** PJSIPShowContacts: what phones of pjsip.conf have registered. */
export const action = defineManagerAction({
  name: 'PJSIPShowContacts',
  module: 'res_pjsip',
  synopsis: 'Lists PJSIP Contacts.',
  classes: ['system'],
  tells: [
    {
      name: 'ContactList',
      synopsis: 'What a phone of pjsip.conf has registered.',
      fields:
        '[ActionID] ObjectType ObjectName ViaAddr QualifyTimeout CallId RegServer PruneOnBoot Path Endpoint ViaPort AuthenticateQualify Uri QualifyFrequency UserAgent ExpirationTime OutboundProxy Status RoundtripUsec',
    },
    listEnd('ContactListComplete'),
  ],
  run(context, request) {
    const stack = context.use(sipStackPort);
    const items = pjsipAors(stack).flatMap((aor) => {
      const option = (name: string): string => optionOf(aor, name);
      return stack.locations.contactsAt(aor).flatMap((contact) => {
        const { binding, uri } = contact;
        if (!binding) return [];
        return [
          [
            ['Event', 'ContactList'],
            ...actionMark(request),
            ['ObjectType', 'contact'],
            ['ObjectName', contactId(contact)],
            ['ViaAddr', binding.host],
            ['QualifyTimeout', option('qualify_timeout')],
            ['CallId', binding.callId],
            ['RegServer', ''],
            ['PruneOnBoot', 'no'],
            ['Path', binding.path.join(',')],
            ['Endpoint', stack.book.ownerOf(aorKey(aor))?.name ?? ''],
            ['ViaPort', String(binding.port)],
            ['AuthenticateQualify', option('authenticate_qualify') === 'true' ? 'yes' : 'no'],
            ['Uri', uri],
            ['QualifyFrequency', option('qualify_frequency')],
            ['UserAgent', binding.userAgent],
            ['ExpirationTime', String(Math.floor(binding.expiresAtMs / 1000))],
            ['OutboundProxy', option('outbound_proxy')],
            ['Status', contactStatus(contact)],
            ['RoundtripUsec', roundTrip(contact)],
          ] as const,
        ];
      });
    });
    if (items.length === 0) return managerError('No Contacts found');
    return managerList(request, {
      message: 'A listing of Contacts follows, presented as ContactList events',
      items,
      complete: 'ContactListComplete',
    });
  },
});
