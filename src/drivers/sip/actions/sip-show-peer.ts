import { groupNumbers } from '../../../channel/group-numbers.ts';
import { formatCallerId, presentationOf } from '../../../channel/party.ts';
import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { capitalized, configuredHost, insecureWords, placeOf, statusOf } from '../listing/sip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** SIPshowpeer: the settings of a peer that this stack has, under Asterisk's names, and where it is. */
export const action = defineManagerAction({
  name: 'SIPshowpeer',
  module: 'chan_sip',
  synopsis: 'show SIP peer (text format).',
  arguments: 'Peer',
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
        ...(endpoint.accountCode === '' ? [] : [['Accountcode', endpoint.accountCode] as const]),
        ['AMAflags', ['DEFAULT', 'OMIT', 'BILLING', 'DOCUMENTATION'][endpoint.amaFlags ?? -1] ?? 'Unknown'],
        ['CID-CallingPres', presentationOf({ ...endpoint.caller, number: endpoint.caller?.number || '-' }).text],
        ['Callgroup', groupNumbers(endpoint.callGroup).join(', ')],
        ['Pickupgroup', groupNumbers(endpoint.pickupGroup).join(', ')],
        ['Named Callgroup', endpoint.namedCallGroup],
        ['Named Pickupgroup', endpoint.namedPickupGroup],
        ['MOHSuggest', endpoint.musicClass],
        ['VoiceMailbox', endpoint.mailboxes],
        ['TransferMode', endpoint.transfers ? 'open' : 'closed'],
        ['LastMsgsSent', '0'],
        ['Maxforwards', '0'],
        ['Call-limit', String(endpoint.callLimit)],
        ['Busy-level', String(endpoint.busyLevel)],
        ['MaxCallBR', '384 kbps'],
        ['Dynamic', flag(!aor?.fixed)],
        ['Callerid', formatCallerId(endpoint.caller ?? {}) || '"" <>'],
        ['RegExpire', `${expires} seconds`],
        ['SIP-AuthInsecure', insecureWords(endpoint)],
        ['SIP-Forcerport', flag(endpoint.symmetricSignalling === 'yes')],
        ['SIP-Comedia', flag(endpoint.symmetricMedia === 'yes')],
        ['ACL', flag(endpoint.addresses.length > 0)],
        ...NOT_HERE,
        ['SIP-Sess-Timers', capitalized(endpoint.sessionTimers.use)],
        ['SIP-Sess-Refresh', endpoint.sessionTimers.refresher],
        ['SIP-Sess-Expires', String(endpoint.sessionTimers.expirySeconds)],
        ['SIP-Sess-Min', String(endpoint.sessionTimers.leastSeconds)],
        ['SIP-RTP-Engine', 'asterisk'],
        ['SIP-Encryption', 'N'],
        ['SIP-RTCP-Mux', 'N'],
        ['SIP-DTMFmode', endpoint.digits === 'rfc4733' ? 'rfc2833' : endpoint.digits],
        ['ToHost', configuredHost(aor)],
        ['Address-IP', place.host || '(null)'],
        ['Address-Port', String(place.port)],
        ['Default-addr-IP', '(null)'],
        ['Default-addr-port', '0'],
        ['Default-Username', aor?.defaultUser ?? ''],
        ['Codecs', `(${endpoint.codecs.join('|')})`],
        ['Status', statusOf(place)],
        ['SIP-Useragent', binding?.userAgent ?? ''],
        ['Reg-Contact', binding?.contact ?? ''],
        ['QualifyFreq', `${aor?.qualify?.everyMs ?? 60_000} ms`],
        ['Parkinglot', endpoint.parkingLot],
        // the last that was written stands first there
        ...endpoint.variables.map(({ name: key, value }) => ['ChanVariable', `${key}=${value}`] as const).reverse(),
        ['SIP-Use-Reason-Header', flag(endpoint.reasons)],
        ['Description', endpoint.description],
      ],
    };
  },
});

/** What other stacks can do, in the place where the old driver shows it. */
const NOT_HERE = [
  ['SIP-CanReinvite', 'N'],
  ['SIP-DirectMedia', 'N'],
  ['SIP-PromiscRedir', 'N'],
  ['SIP-UserPhone', 'N'],
  ['SIP-VideoSupport', 'N'],
  ['SIP-TextSupport', 'N'],
  ['SIP-T.38Support', 'N'],
  ['SIP-T.38EC', 'Unknown'],
  ['SIP-T.38MaxDtgrm', '4294967295'],
] as const;
