import { saysNo, saysYes } from '../../../base/switch-word.ts';
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

const NETWORK: readonly Line[] = [
  ['SIP address remapping', '', 'Disabled, no localnet list'],
  ['Externhost', 'externhost', '<none>'],
  ['Externaddr', 'externaddr', '(null)'],
  ['Externrefresh', 'externrefresh', '10'],
];

const SIGNALLING: readonly Line[] = [
  ['Codecs', '', ''],
  ['Relax DTMF', 'relaxdtmf', 'no'],
  ['RFC2833 Compensation', 'rfc2833compensate', 'no'],
  ['Symmetric RTP', '', 'No'],
  ['Compact SIP headers', 'compactheaders', 'no'],
  ['RTP Keepalive', 'rtpkeepalive', '0 (Disabled)'],
  ['RTP Timeout', 'rtptimeout', '0 (Disabled)'],
  ['RTP Hold Timeout', 'rtpholdtimeout', '0 (Disabled)'],
  ['MWI NOTIFY mime type', 'notifymimetype', 'application/simple-message-summary'],
  ['DNS SRV lookup', 'srvlookup', 'yes'],
  ['Pedantic SIP support', 'pedantic', 'yes'],
  ['Reg. min duration', 'minexpiry', '60'],
  ['Reg. max duration', 'maxexpiry', '3600'],
  ['Reg. default duration', 'defaultexpiry', '120'],
  ['Sub. min duration', 'submin', '60'],
  ['Sub. max duration', 'submax', '3600'],
  ['Outbound reg. timeout', 'registertimeout', '20'],
  ['Outbound reg. attempts', 'registerattempts', '0'],
  ['Outbound reg. retry 403', 'register_retry_403', 'no'],
  ['Notify ringing state', 'notifyringing', 'yes'],
  ['  Include CID', 'notifycid', 'no'],
  ['Notify hold state', 'notifyhold', 'no'],
  ['SIP Transfer mode', '', ''],
  ['Max Call Bitrate', '', '384 kbps'],
  ['Auto-Framing', 'autoframing', 'no'],
  ['Outb. proxy', 'outboundproxy', '<not set> '],
  ['Session Timers', 'session-timers', 'Accept'],
  ['Session Refresher', 'session-refresher', 'uas'],
  ['Session Expires', 'session-expires', '1800'],
  ['Session Min-SE', 'session-minse', '90'],
  ['Timer T1', 'timert1', '500'],
  ['Timer T1 minimum', 't1min', '100'],
  ['Timer B', 'timerb', '32000'],
  ['No premature media', 'prematuremedia', 'yes'],
  ['Max forwards', 'maxforwards', '70'],
];

const USUAL: readonly Line[] = [
  ['Allowed transports', '', ''],
  ['Outbound transport', '', ''],
  ['Context', 'context', 'default'],
  ['Record on feature', 'recordonfeature', 'automon'],
  ['Record off feature', 'recordofffeature', 'automon'],
  ['Force rport', '', 'Auto (No)'],
  ['DTMF', 'dtmfmode', 'rfc2833'],
  ['Qualify', 'qualify', '0'],
  ['Keepalive', 'keepalive', '0'],
  ['Use ClientCode', 'useclientcode', 'no'],
  ['Progress inband', 'progressinband', 'no'],
  ['Language', 'language', ''],
  ['Tone zone', 'tonezone', '<Not set>'],
  ['MOH Interpret', 'mohinterpret', 'default'],
  ['MOH Suggest', 'mohsuggest', ''],
  ['Voice Mail Extension', 'vmexten', 'asterisk'],
  ['RTCP Multiplexing', 'rtcp_mux', 'no'],
];

/** Those that are shown without a colon. */
const WITHOUT_COLON = new Set(['Our auth realm', 'Reg. min duration', 'Sub. min duration']);
/** Those that are shown in seconds. */
const SECONDS = new Set(
  ['min duration', 'max duration', 'default duration'].flatMap((what) => [`Reg. ${what}`, `Sub. ${what}`]),
).union(new Set(['Outbound reg. timeout', 'Session Expires', 'Session Min-SE']));

/** `sip show settings`: what holds for all of sip.conf. */
export function describeSettings(stack: SipStack): string {
  const { book, trace, product } = stack;
  const general = book.objects.find(({ type }) => type === 'sip-general') ?? { shown: [] };
  const transport = (protocol: string): string => {
    const found = book.transports.find((one) => one.dialect === 'SIP' && one.protocol === protocol);
    return found ? formatAddress(found) : 'Disabled';
  };
  const protocols = book.transports.filter(({ dialect }) => dialect === 'SIP').map(({ protocol }) => protocol);
  const computed: Readonly<Record<string, string>> = {
    'SIP domain support': (book.settings('SIP')?.domains.size ?? 0) > 0 ? 'Yes' : 'No',
    'User Agent': product,
    'SDP Session Name': optionOf(general, 'sdpsession') || product,
    'Record SIP history': trace.history.on ? 'On' : 'Off',
    Codecs: `(${book.settings('SIP')?.stranger?.codecs.join('|') ?? ''})`,
    'SIP Transfer mode': saysNo(optionOf(general, 'allowtransfer')) ? 'closed' : 'open',
    'Allowed transports': protocols.join(','),
    'Outbound transport': protocols[0] ?? 'UDP',
    'Qualify Freq ': `${Number(optionOf(general, 'qualifyfreq') || 60) * 1000} ms`,
  };
  const value = ([label, option, usual]: Line): string => {
    const written = option === '' ? '' : optionOf(general, option);
    const text = computed[label] ?? (written || usual);
    return usual === 'yes' || usual === 'no' ? (saysYes(text) ? 'Yes' : 'No') : text;
  };
  const line = (label: string, text: string): string => `  ${label.padEnd(24)}${text}\n`;
  const rows = (lines: readonly Line[]): string =>
    lines
      .map((one) => {
        const [label] = one;
        const text = SECONDS.has(label) ? `${value(one)} secs` : value(one);
        return line(WITHOUT_COLON.has(label) ? label : `${label}:`, text);
      })
      .join('');
  return [
    '\n\nGlobal Settings:\n----------------\n',
    line('UDP Bindaddress:', transport('UDP')),
    line('TCP SIP Bindaddress:', transport('TCP')),
    line('TLS SIP Bindaddress:', transport('TLS')),
    line('RTP Bindaddress:', optionOf(general, 'rtpbindaddr') || 'Disabled'),
    rows(GLOBAL),
    '\nNetwork QoS Settings:\n---------------------------\n',
    rows(QUALITY),
    '\nNetwork Settings:\n---------------------------\n',
    rows(NETWORK),
    '\nGlobal Signalling Settings:\n---------------------------\n',
    rows(SIGNALLING),
    '\nDefault Settings:\n-----------------\n',
    rows(USUAL),
    '\n----\n',
  ].join('');
}
