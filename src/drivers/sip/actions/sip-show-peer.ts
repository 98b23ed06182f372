import { formatCallerId } from '../../../channel/party.ts';
import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { placeOf, statusOf } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** SIPshowpeer: the settings of a peer that this stack has, under Asterisk's names, and where it is. */
export const action = defineManagerAction({
  name: 'SIPshowpeer',
  module: 'chan_sip',
  synopsis: 'show SIP peer (text format).',
  classes: ['system', 'reporting'],
  run(context, request) {
    const name = request.header('Peer');
    if (name === '') return managerError('Peer: <name> missing.');
    const stack = context.use(sipStackPort);
    const endpoint = stack.endpointOf('SIP', name);
    if (!endpoint) return managerError(`Peer ${name} not found.`);
    const place = placeOf(stack, endpoint);
    const { aor, contact } = place;
    const binding = contact?.binding;
    const secret = endpoint.accounts[0]?.secret;
    const flag = (on: boolean): string => (on ? 'Y' : 'N');
    const expires = binding ? Math.round((binding.expiresAtMs - context.clock.now()) / 1000) : -1;
    return {
      response: 'Success',
      headers: [
        ['Channeltype', 'SIP'],
        ['ObjectName', endpoint.name],
        ['ChanObjectType', 'peer'],
        ['SecretExist', flag(secret !== undefined && 'password' in secret)],
        ['RemoteSecretExist', 'N'],
        ['MD5SecretExist', flag(secret !== undefined && 'ha1' in secret)],
        ['Context', endpoint.context],
        ['Language', endpoint.language],
        ['ToneZone', endpoint.toneZone || '<Not set>'],
        ['Callgroup', endpoint.callGroup],
        ['Pickupgroup', endpoint.pickupGroup],
        ['MOHSuggest', endpoint.musicClass],
        ['VoiceMailbox', endpoint.mailboxes],
        ['Call-limit', String(endpoint.callLimit)],
        ['Busy-level', String(endpoint.busyLevel)],
        ['Dynamic', flag(!aor?.fixed)],
        ['Callerid', formatCallerId(endpoint.caller ?? {})],
        ['RegExpire', `${expires} seconds`],
        ['ACL', flag(endpoint.addresses.length > 0)],
        ['SIP-DTMFmode', endpoint.digits === 'rfc4733' ? 'rfc2833' : endpoint.digits],
        ['Address-IP', place.host || '(null)'],
        ['Address-Port', String(place.port)],
        ['Default-Username', aor?.defaultUser ?? ''],
        ['Codecs', `(${endpoint.codecs.join('|')})`],
        ['Status', statusOf(place)],
        ['SIP-Useragent', binding?.userAgent ?? ''],
        ['Reg-Contact', binding?.contact ?? ''],
        ['QualifyFreq', `${aor?.qualify?.everyMs ?? 60_000} ms`],
        ['Description', endpoint.description],
      ],
    };
  },
});
