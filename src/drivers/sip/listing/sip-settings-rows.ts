import { saysYes } from '../../../base/switch-word.ts';
import { formatAddress } from '../../../net/address.ts';
import type { SipStack } from '../sip-stack.ts';
import { optionOf } from './pjsip-rows.ts';

/** One line of `sip show settings`: its label, the option that it tells, and what holds where the file is silent. `yes` and `no` are switches. */
type Line = readonly [label: string, option: string, usual: string];

const GLOBAL: readonly Line[] = [
  ['Videosupport', 'videosupport', 'no'],
  ['Textsupport', 'textsupport', 'no'],
  ['Ignore SDP sess. ver.', 'ignoresdpversion', 'no'],
  ['AutoCreate Peer', 'autocreatepeer', 'Off'],
  ['Match Auth Username', 'match_auth_username', 'no'],
  ['Allow unknown access', 'allowguest', 'yes'],
  ['Allow subscriptions', 'allowsubscribe', 'yes'],
  ['Allow overlap dialing', 'allowoverlap', 'yes'],
  ['Allow promisc. redir', 'promiscredir', 'no'],
  ['Enable call counters', 'callcounter', 'no'],
  ['SIP domain support', '', ''],
  ['Path support ', 'supportpath', 'no'],
  ['Realm. auth', 'auth', 'no'],
  ['Our auth realm', 'realm', 'asterisk'],
  ['Use domains as realms', 'domainsasrealm', 'no'],
  ['Call to non-local dom.', 'allowexternaldomains', 'yes'],
  ['URI user is phone no', 'usereqphone', 'no'],
  ['Always auth rejects', 'alwaysauthreject', 'yes'],
  ['Direct RTP setup', 'directrtpsetup', 'no'],
  ['User Agent', '', ''],
  ['SDP Session Name', 'sdpsession', ''],
  ['SDP Owner Name', 'sdpowner', 'root'],
  ['Reg. context', 'regcontext', '(not set)'],
  ['Regexten on Qualify', 'regextenonqualify', 'no'],
  ['Trust RPID', 'trustrpid', 'no'],
  ['Send RPID', 'sendrpid', 'no'],
  ['Legacy userfield parse', 'legacy_useroption_parsing', 'no'],
  ['Send Diversion', 'send_diversion', 'yes'],
  ['Caller ID', 'callerid', 'asterisk'],
  ['From: Domain', 'fromdomain', ''],
  ['Record SIP history', '', ''],
  ['Auth. Failure Events', 'authfailureevents', 'Off'],
  ['T.38 support', 't38pt_udptl', 'no'],
  ['T.38 EC mode', '', 'Unknown'],
  ['T.38 MaxDtgrm', 't38_maxdatagram', '4294967295'],
  ['SIP realtime', '', 'Disabled'],
  ['Qualify Freq ', 'qualifyfreq', '60'],
  ['Q.850 Reason header', 'use_q850_reason', 'no'],
  ['Store SIP_CAUSE', 'storesipcause', 'no'],
];

const QUALITY: readonly Line[] = [
  ['IP ToS SIP', 'tos_sip', 'CS0'],
  ['IP ToS RTP audio', 'tos_audio', 'CS0'],
  ['IP ToS RTP video', 'tos_video', 'CS0'],
  ['IP ToS RTP text', 'tos_text', 'CS0'],
  ['802.1p CoS SIP', 'cos_sip', '4'],
  ['802.1p CoS RTP audio', 'cos_audio', '5'],
  ['802.1p CoS RTP video', 'cos_video', '6'],
  ['802.1p CoS RTP text', 'cos_text', '5'],
  ['Jitterbuffer enabled', 'jbenable', 'no'],
];

/** `sip show settings`: what holds for all of sip.conf. */
export function describeSettings(stack: SipStack): string {
  const { book, trace, product } = stack;
  const general = book.objects.find(({ type }) => type === 'sip-general') ?? { shown: [] };
  const transport = (protocol: string): string => {
    const found = book.transports.find((one) => one.dialect === 'SIP' && one.protocol === protocol);
    return found ? formatAddress(found) : 'Disabled';
  };
  const computed: Readonly<Record<string, string>> = {
    'SIP domain support': (book.settings('SIP')?.domains.size ?? 0) > 0 ? 'Yes' : 'No',
    'User Agent': product,
    'SDP Session Name': optionOf(general, 'sdpsession') || product,
    'Record SIP history': trace.history.on ? 'On' : 'Off',
    'Qualify Freq ': `${Number(optionOf(general, 'qualifyfreq') || 60) * 1000} ms`,
  };
  const value = ([label, option, usual]: Line): string => {
    const written = option === '' ? '' : optionOf(general, option);
    const text = computed[label] ?? (written || usual);
    return usual === 'yes' || usual === 'no' ? (saysYes(text) ? 'Yes' : 'No') : text;
  };
  const line = (label: string, text: string): string => `  ${label.padEnd(23)} ${text}\n`;
  const rows = (lines: readonly Line[]): string =>
    lines.map((one) => line(one[1] === 'realm' ? one[0] : `${one[0]}:`, value(one))).join('');
  return [
    '\n\nGlobal Settings:\n----------------\n',
    line('UDP Bindaddress:', transport('UDP')),
    line('TCP SIP Bindaddress:', transport('TCP')),
    line('TLS SIP Bindaddress:', transport('TLS')),
    line('RTP Bindaddress:', optionOf(general, 'rtpbindaddr') || 'Disabled'),
    rows(GLOBAL),
    '\nNetwork QoS Settings:\n---------------------------\n',
    rows(QUALITY),
    '\n',
  ].join('');
}
