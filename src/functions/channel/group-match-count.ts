import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { compilePosixRegex } from '../../extend/posix-regex.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { groupsOf, readGroup, sameName } from '../_lib/groups.ts';

/** How many channels are in groups that match a regular expression. */
export const dialplanFunction = defineFunction({
  name: 'GROUP_MATCH_COUNT',
  module: 'func_groupcount',
  synopsis: 'How many channels are in groups that match a regular expression',
  arguments: { pattern: rest('expression[@category]') },
  seeAlso: ['GROUP'],
  read(context, { pattern }) {
    if (pattern === '') return '';
    const { group, category } = readGroup(pattern);
    const compiled = compilePosixRegex(group);
    if ('error' in compiled) {
      context.log.error(`Regex compile failed on: ${group}`);
      return '0';
    }
    let count = 0;
    for (const channel of context.use(channelsPort).list()) {
      for (const one of groupsOf(channel))
        if (compiled.regex.exec(one.group) && (category === '' || sameName(one.category, category))) count++;
    }
    return String(count);
  },
});
