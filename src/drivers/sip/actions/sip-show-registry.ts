import { actionMark, defineManagerAction, managerList } from '../../../extend/define-manager-action.ts';
import { parseUri } from '../../../sip/message/uri.ts';
import { registryState } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** SIPshowregistry: our own registrations of sip.conf. */
export const action = defineManagerAction({
  name: 'SIPshowregistry',
  module: 'chan_sip',
  synopsis: 'Show SIP registrations (text format).',
  classes: ['system', 'reporting'],
  run(context, request) {
    const items = context
      .use(sipStackPort)
      .registrations.list()
      .filter(({ spec }) => spec.dialect === 'SIP')
      .map((registration) => {
        const { spec, client } = registration;
        const server = parseUri(spec.server);
        const address = parseUri(spec.address);
        return [
          ['Event', 'RegistryEntry'],
          ...actionMark(request),
          ['Host', server?.host ?? spec.server],
          ['Port', String(server?.port ?? 5060)],
          ['Username', address?.user ?? ''],
          ['Domain', address?.host ?? ''],
          ['DomainPort', String(address?.port ?? 5060)],
          ['Refresh', String(spec.expirySeconds)],
          ['State', registryState(registration)],
          ['RegistrationTime', String(Math.floor((client.registeredAtMs ?? 0) / 1000))],
        ] as const;
      });
    return managerList(request, { message: 'Registrations will follow', items, complete: 'RegistrationsComplete' });
  },
});
