import { defineCliCommand } from '../../../extend/define-cli-command.ts';

/** `logger mute [silent]`. */
export const command = defineCliCommand({
  command: 'logger mute [silent]',
  module: 'core',
  synopsis: 'Show no more of the log on this console, or show it again',
  usage: 'silent says nothing about the change.',
  run({ session }, [silent]) {
    session.muted = !session.muted;
    if (silent !== undefined) return '';
    return session.muted ? 'Console is muted.\n' : 'Console is not muted anymore.\n';
  },
});
