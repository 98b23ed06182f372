import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { soundRootsPort } from '../ports.ts';
import { readSoundIndex } from '../sound-index.ts';

/** `core show sounds`. */
export const command = defineCliCommand({
  command: 'core show sounds',
  module: 'core',
  synopsis: 'List the recorded sounds',
  usage: 'Lists the prompts that are there, with their languages and formats.',
  run(context) {
    const names = [...readSoundIndex(context.use(soundRootsPort)).keys()].sort();
    return `Available audio files:\n${names.map((name) => `${name}\n`).join('')}`;
  },
});
