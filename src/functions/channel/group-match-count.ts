import { groupsOf, readGroup } from '../../channel/group-memberships.ts';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { compilePosixRegex } from '../../extend/posix-regex.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';

/** How many channels are in groups that match a regular expression. */
export const dialplanFunction = defineFunction({
  name: 'GROUP_MATCH_COUNT',
  module: 'func_groupcount',
  synopsis: 'How many channels are in groups that match a regular expression',
  arguments: { pattern: rest('expression[@category expression]') },
  seeAlso: ['GROUP'],
  read(context, { pattern }) {
    if (pattern === '') return '';
    const { group, category } = readGroup(pattern);
    const compiled = compilePosixRegex(group);
    const compiledCategory = compilePosixRegex(category);
    if ('error' in compiled || 'error' in compiledCategory) {
      context.log.error(`Regex compile failed on: ${'error' in compiled ? group : category}`);
      return '0';
    }
    let count = 0;
    for (const channel of context.use(channelsPort).list()) {
      for (const one of groupsOf(channel))
        if (compiled.regex.exec(one.group) && (category === '' || compiledCategory.regex.exec(one.category))) count++;
    }
    return String(count);
  },
});
