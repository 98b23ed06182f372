import { type Diagnostic, diagnose } from '../base/diagnostic.ts';
import { codes } from './codes.ts';

/** A file that Asterisk reads and that Asterism does not. */
export interface UnreadFile {
  readonly file: string;
  /** `waiting`: nothing reads it yet. `never`: nothing will. */
  readonly fate: 'waiting' | 'never';
  /** What it waits for, or why it is not read and what to use instead. */
  readonly why: string;
}

const waiting = (why: string, ...files: string[]): UnreadFile[] =>
  files.map((file) => ({ file, fate: 'waiting', why }));
const never = (why: string, ...files: string[]): UnreadFile[] => files.map((file) => ({ file, fate: 'never', why }));

/**
 * Asterisk's files that may lie in a configuration folder, apart from those that a schema declares. A file that a
 * module has come to read is no longer asked for here: a schema goes before this table.
 */
export const unreadFiles: readonly UnreadFile[] = [
  ...waiting(
    'users.conf is not built yet; write the phones into sip.conf or pjsip.conf and the mailboxes into voicemail.conf',
    'users.conf',
  ),
  ...waiting('dialplans in Lua are not built yet; write the same in extensions.conf', 'extensions.lua'),
  ...waiting(
    'nothing that is loaded reads it',
    'sip.conf',
    'pjsip.conf',
    'calendar.conf',
    'confbridge.conf',
    'features.conf',
    'followme.conf',
    'meetme.conf',
    'res_parking.conf',
    'voicemail.conf',
  ),
  ...waiting('it belongs to queues, which are not built yet', 'queues.conf', 'queuerules.conf', 'agents.conf'),
  ...waiting('records in the system log are not built yet', 'cdr_syslog.conf'),
  ...waiting('nothing that is loaded reads it', 'xmpp.conf', 'jabber.conf'),
  ...waiting('calls over Jingle are not built yet', 'motif.conf', 'gtalk.conf', 'jingle.conf'),
  ...waiting('nothing that is loaded reads it', 'http.conf'),
  ...waiting('control over ARI and provisioning of phones are not built yet', 'ari.conf', 'phoneprov.conf'),
  ...waiting('codecs have their defaults', 'codecs.conf'),
  ...waiting('fax is not built yet', 'udptl.conf', 'res_fax.conf'),
  ...waiting('silence and talking are detected with the defaults', 'dsp.conf'),
  ...waiting('the rules of languages are built in', 'say.conf'),
  ...waiting('pjsip.conf is read by itself', 'pjsip_wizard.conf', 'pjsip_notify.conf', 'pjproject.conf'),
  ...waiting(
    'calls and records in a database are not built yet',
    'func_odbc.conf',
    'res_odbc.conf',
    'sorcery.conf',
    'dbsep.conf',
    'res_curl.conf',
    'cdr_odbc.conf',
    'cdr_adaptive_odbc.conf',
    'cdr_pgsql.conf',
    'cdr_mysql.conf',
    'cel_odbc.conf',
    'cel_pgsql.conf',
    'res_pgsql.conf',
    'res_config_mysql.conf',
    'res_ldap.conf',
    'app_mysql.conf',
  ),
  ...waiting('call completion is not built yet', 'ccss.conf'),
  ...waiting('the dialplan names the zones of ENUM itself', 'enum.conf'),
  ...waiting('the resolver of the system is asked', 'dnsmgr.conf', 'resolver_unbound.conf'),
  ...waiting('the minimal voicemail is not built yet', 'minivm.conf', 'extensions_minivm.conf'),
  ...waiting('IAX2 is not built yet', 'iax.conf', 'iaxprov.conf'),
  ...waiting('paging lists are not built yet', 'sla.conf'),
  ...waiting('location and caller attestation are not built yet', 'geolocation.conf', 'stir_shaken.conf'),
  ...waiting('figures for monitoring are not built yet', 'statsd.conf', 'hep.conf', 'res_snmp.conf', 'prometheus.conf'),
  ...waiting('STUN is not built yet', 'res_stun_monitor.conf'),
  ...never(
    'telephony cards are not driven; use a SIP gateway and name it in [gateways] of asterisk.conf',
    'chan_dahdi.conf',
    'zapata.conf',
    'misdn.conf',
    'vpb.conf',
    'phone.conf',
    'unistim.conf',
    'skinny.conf',
    'mgcp.conf',
    'res_pktccops.conf',
    'ss7.timers',
    'smdi.conf',
  ),
  ...never(
    "the sound card of the server is no telephone; use 'asterism phone'",
    'alsa.conf',
    'oss.conf',
    'console.conf',
    'muted.conf',
    'chan_mobile.conf',
  ),
  ...never(
    'its protocol is dead',
    'ooh323.conf',
    'osp.conf',
    'adsi.conf',
    'asterisk.adsi',
    'telcordia-1.adsi',
    'dundi.conf',
    'alarmreceiver.conf',
  ),
  ...never(
    'it speaks to a program that hardly anybody runs',
    'festival.conf',
    'cdr_tds.conf',
    'cel_tds.conf',
    'cdr_beanstalkd.conf',
    'cel_beanstalkd.conf',
    'cdr_radius.conf',
    'cel_radius.conf',
    'res_corosync.conf',
    'res_config_sqlite.conf',
  ),
  ...never('it tunes parts that this program does not have', 'stasis.conf', 'ast_debug_tools.conf'),
  ...never('it is for testing Asterisk itself', 'app_skel.conf', 'config_test.conf', 'test_sorcery.conf'),
];

const byName = new Map(unreadFiles.map((entry) => [entry.file, entry]));

/** What is known of a file that no schema declares; undefined for one that is not Asterisk's. */
export function unreadFile(file: string): UnreadFile | undefined {
  return byName.get(file);
}

/** The one warning that such a file gets. Deviation: Asterisk is silent on files of modules that it does not have. */
export function unreadWarning({ file, fate, why }: UnreadFile): Diagnostic {
  const top = { file, line: 1, column: 1, endColumn: 2 };
  return fate === 'waiting'
    ? diagnose(codes.notRead, `${file} is not read yet: ${why}`, top)
    : diagnose(codes.neverRead, `${file} is never read: ${why}`, top);
}
