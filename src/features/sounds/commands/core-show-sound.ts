import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { soundRootsPort } from '../ports.ts';
import { readSoundIndex } from '../sound-index.ts';

/** `core show sound NAME`. */
export const command = defineCliCommand({
  command: 'core show sound <name>',
  module: 'core',
  synopsis: 'Tell the languages and formats of a recorded sound',
  usage:
    'Tells in which languages and formats a prompt is there. The name is that of Playback: without language and ending.',
  complete: (context, typed) => (typed.length > 0 ? [] : [...readSoundIndex(context.use(soundRootsPort)).keys()]),
  run(context, [name = '']) {
    const languages = readSoundIndex(context.use(soundRootsPort)).get(name);
    if (!languages) return { failed: true, text: `ERROR: File ${name} not found in index\n` };
    const rows = [...languages].map(([language, formats]) => {
      const lines = [...formats].sort().map((format) => `    Format: ${format}\n`);
      return `  Language ${language}:\n${lines.join('')}`;
    });
    return `Indexed Information for ${name}:\n${rows.join('')}`;
  },
});
