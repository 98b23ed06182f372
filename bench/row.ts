import { CALLEE_PORT, PJSIP_PORT, type Running, SIP_PORT } from './target.ts';

/** One line of the table: the same work on both systems, in the same unit. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  /** The ratio ours/theirs that has to be reached, and the one that is aimed at. */
  readonly must: number;
  readonly aim: number;
  /** The configuration files for it, on top of what every row has. */
  readonly files: Readonly<Record<string, string>>;
  /** One round on a running PBX; the figure in the row's unit. */
  measure(running: Running): Promise<number>;
}

/** Files that every row has. The caller is known by its address, as a trunk without registration is. */
export const BASE_FILES: Readonly<Record<string, string>> = {
  'modules.conf': `[modules]\nautoload=yes\n${['chan_alsa', 'chan_console', 'chan_skinny', 'chan_unistim', 'chan_mgcp', 'chan_iax2', 'pbx_dundi', 'res_phoneprov', 'cdr_radius', 'cel_radius', 'cdr_tds', 'cel_tds', 'cdr_pgsql', 'cel_pgsql', 'res_config_pgsql', 'res_config_ldap', 'res_snmp', 'res_hep', 'app_voicemail_imap', 'app_voicemail_odbc'].map((name) => `noload => ${name}.so`).join('\n')}\n`,
  'logger.conf': '[general]\n[logfiles]\nmessages => notice,warning,error\n',
  'rtp.conf': '[general]\nrtpstart=32000\nrtpend=64999\n',
  'manager.conf': '[general]\nenabled=no\n',
  // Without it Asterisk writes no call records, and ours does.
  'cdr.conf': '[general]\nenable=yes\n[csv]\nusegmtime=no\nloguniqueid=yes\nloguserfield=yes\n',
  'http.conf': '[general]\nenabled=no\n',
  'sip.conf': [
    '[general]',
    `udpbindaddr=127.0.0.1:${SIP_PORT}`,
    'context=nowhere',
    'alwaysauthreject=yes',
    'allowguest=no',
    '[caller]',
    'type=peer',
    'host=127.0.0.1',
    'insecure=port,invite',
    'context=bench',
    'disallow=all',
    'allow=ulaw',
    'directmedia=no',
    'qualify=no',
    '[callee]',
    'type=peer',
    'host=127.0.0.1',
    `port=${CALLEE_PORT}`,
    'context=bench',
    'disallow=all',
    'allow=ulaw',
    'directmedia=no',
    'qualify=no',
    '',
  ].join('\n'),
  'pjsip.conf': [
    '[udp]',
    'type=transport',
    'protocol=udp',
    `bind=127.0.0.1:${PJSIP_PORT}`,
    ...endpoint('caller'),
    '[caller]',
    'type=identify',
    'endpoint=caller',
    'match=127.0.0.1',
    ...endpoint('callee'),
    'aors=callee',
    '[callee]',
    'type=aor',
    `contact=sip:callee@127.0.0.1:${CALLEE_PORT}`,
    '',
  ].join('\n'),
};

function endpoint(name: string): readonly string[] {
  return [
    `[${name}]`,
    'type=endpoint',
    'transport=udp',
    'context=bench',
    'disallow=all',
    'allow=ulaw',
    'direct_media=no',
  ];
}

/** One of the two ways to speak SIP: the technology's name, and the port that it listens at. */
export interface Dialect {
  readonly name: 'SIP' | 'PJSIP';
  readonly port: number;
}

export const sip: Dialect = { name: 'SIP', port: SIP_PORT };
export const pjsip: Dialect = { name: 'PJSIP', port: PJSIP_PORT };

/** A dialplan for one row, in the context that the callers reach. */
export function dialplan(lines: readonly string[]): Readonly<Record<string, string>> {
  return {
    'extensions.conf': ['[general]', 'static=yes', '[globals]', '[nowhere]', '[bench]', ...lines, ''].join('\n'),
  };
}
