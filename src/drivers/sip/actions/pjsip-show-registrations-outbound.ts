import { defineManagerAction, type ManagerHeaders, managerList } from '../../../extend/define-manager-action.ts';
import { objectHeaders } from '../listing/pjsip-objects.ts';
import { optionOf } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** PJSIPShowRegistrationsOutbound: our own registrations of pjsip.conf. */
export const action = defineManagerAction({
  name: 'PJSIPShowRegistrationsOutbound',
  module: 'res_pjsip',
  synopsis: 'Lists PJSIP outbound registrations.',
  classes: ['system', 'reporting'],
  run(context, request) {
    const { book, registrations } = context.use(sipStackPort);
    const nowMs = context.clock.now();
    let registered = 0;
    const wanted = book.objects.filter(({ type }) => type === 'registration');
    const items = wanted.flatMap((registration): ManagerHeaders[] => {
      const client = registrations
        .list()
        .find(({ spec }) => spec.dialect === 'PJSIP' && spec.name === registration.name)?.client;
      if (client?.state === 'registered') registered++;
      const word = {
        registered: 'Registered',
        rejected: 'Rejected',
        idle: 'Stopped',
        trying: 'Unregistered',
        waiting: 'Rejected',
      };
      const dueMs = (client?.registeredAtMs ?? nowMs) + (client?.refreshSeconds ?? 0) * 1000;
      const next = client?.state === 'registered' ? Math.max(0, Math.round((dueMs - nowMs) / 1000)) : 0;
      const account = optionOf(registration, 'outbound_auth');
      const auth = book.objects.find(({ type, name }) => type === 'auth' && name === account);
      return [
        [
          ...objectHeaders(request, 'OutboundRegistrationDetail', registration),
          ['Status', client ? word[client.state] : 'Unregistered'],
          ['NextReg', String(next)],
        ],
        ...(auth ? [objectHeaders(request, 'AuthDetail', auth)] : []),
      ];
    });
    return managerList(request, {
      message: 'Following are Events for each Outbound registration',
      items,
      complete: 'OutboundRegistrationDetailComplete',
      count: wanted.length,
      trailer: [
        ['Registered', String(registered)],
        ['NotRegistered', String(wanted.length - registered)],
      ],
    });
  },
});
