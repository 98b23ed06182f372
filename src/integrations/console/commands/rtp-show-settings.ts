import { rtpSchema } from '../../../config/files/rtp-conf.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';

/** `rtp show settings`. */
export const command = defineCliCommand({
  command: 'rtp show settings',
  module: 'core',
  synopsis: 'Tell what rtp.conf says',
  usage: 'Tells the ports, checksums, DTMF and ICE settings of rtp.conf as they hold.',
  run(context) {
    const { values } = context.use(configFilesPort).load(rtpSchema).values.general;
    const yes = (on: boolean): string => (on ? 'Yes' : 'No');
    const rows: ReadonlyArray<readonly [string, string]> = [
      ['Port start', String(values.rtpstart)],
      ['Port end', String(values.rtpend)],
      ['Checksums', 'Yes'],
      ['DTMF Timeout', String(values.dtmftimeout)],
      ['Strict RTP', values.strictrtp === 'seqno' ? 'SeqNo' : yes(values.strictrtp === 'yes')],
      ...(values.strictrtp === 'no' ? [] : [['Probation', `${values.probation} frames`] as const]),
      ['Replay Protect', yes(values.srtpreplayprotection)],
      ['ICE support', 'No'],
    ];
    const lines = rows.map(([label, value]) => `  ${`${label}:`.padEnd(16)} ${value}\n`).join('');
    return `\n\nGeneral Settings:\n----------------\n${lines}\n`;
  },
});
