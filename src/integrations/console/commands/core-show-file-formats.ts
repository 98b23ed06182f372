import { defineCliCommand } from '../../../extend/define-cli-command.ts';

/** The formats of files that can be played, as Asterisk lists them: the audio in them, their name, their extensions. */
const FORMATS: ReadonlyArray<readonly [audio: string, name: string, extensions: string]> = [
  ['g722', 'g722', 'g722'],
  ['alaw', 'alaw', 'alaw|al|alw'],
  ['ulaw', 'pcm', 'pcm|ulaw|ul|mu|ulw'],
  ['slin16', 'sln16', 'sln16'],
  ['slin', 'sln', 'sln|slin|raw'],
  ['gsm', 'gsm', 'gsm'],
  ['slin', 'wav', 'wav'],
  ['gsm', 'wav49', 'WAV|wav49'],
];

/** `core show file formats`. */
export const command = defineCliCommand({
  command: 'core show file formats',
  module: 'core',
  synopsis: 'List the formats of sound files',
  usage: 'Lists the endings of sound files that can be played and recorded, and the codec of each.',
  run() {
    const line = (cells: readonly [string, string, string]): string =>
      `${cells[0].padEnd(10)} ${cells[1].padEnd(10)} ${cells[2].padEnd(20)}\n`;
    return [
      line(['Format', 'Name', 'Extensions']),
      line(['------', '----', '----------']),
      ...FORMATS.map(line),
      `${FORMATS.length} file formats registered.\n`,
    ].join('');
  },
});
