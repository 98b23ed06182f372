import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { compilePosixRegex } from '../../extend/posix-regex.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';

/** The names of the live channels. */
export const dialplanFunction = defineFunction({
  name: 'CHANNELS',
  module: 'func_channel',
  synopsis: 'The names of the live channels',
  description: ['Parted by blanks.'],
  arguments: { pattern: rest('a regular expression that they must match') },
  read(context, { pattern }) {
    const names = context
      .use(channelsPort)
      .list()
      .map(({ name }) => name);
    if (pattern === '') return names.join(' ');
    const compiled = compilePosixRegex(pattern, true);
    if ('error' in compiled) {
      context.warn(`Error compiling regular expression for CHANNELS(${pattern}): ${compiled.error}`);
      return '';
    }
    return names.filter((name) => compiled.regex.exec(name)).join(' ');
  },
});
