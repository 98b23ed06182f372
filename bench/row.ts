import type { Running } from './target.ts';

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
  'rtp.conf': '[general]\nrtpstart=15100\nrtpend=19999\n',
  'manager.conf': '[general]\nenabled=no\n',
  'http.conf': '[general]\nenabled=no\n',
  'sip.conf': [
    '[general]',
    'udpbindaddr=127.0.0.1:25060',
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
    'port=25070',
    'context=bench',
    'disallow=all',
    'allow=ulaw',
    'directmedia=no',
    'qualify=no',
    '',
  ].join('\n'),
};

/** A dialplan for one row, in the context that the callers reach. */
export function dialplan(lines: readonly string[]): Readonly<Record<string, string>> {
  return {
    'extensions.conf': ['[general]', 'static=yes', '[globals]', '[nowhere]', '[bench]', ...lines, ''].join('\n'),
  };
}
