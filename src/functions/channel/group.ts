import { groupsOf, readGroup, sameName, setGroup } from '../../channel/group-memberships.ts';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** The group that the channel is counted in. */
export const dialplanFunction = defineFunction({
  name: 'GROUP',
  module: 'func_groupcount',
  synopsis: 'The group that the channel is counted in',
  arguments: { category: rest('which category') },
  examples: ['same => n,Set(GROUP()=outgoing)', 'same => n,GotoIf($[${GROUP_COUNT(outgoing)} > 2]?full)'],
  seeAlso: ['GROUP_COUNT', 'GROUP_MATCH_COUNT', 'GROUP_LIST'],
  read(context, { category }) {
    const groups = groupsOf(context.call?.channel);
    return (category === '' ? groups[0] : groups.find((one) => sameName(one.category, category)))?.group ?? '';
  },
  write(context, { category }, value) {
    const channel = context.call?.channel;
    if (!channel) return;
    const { group, category: within } = readGroup(value);
    setGroup(channel, group, category === '' ? within : category);
  },
});
