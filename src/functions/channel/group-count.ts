import { groupsOf, readGroup, sameName } from '../../channel/group-memberships.ts';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';

/** How many channels are in a group. */
export const dialplanFunction = defineFunction({
  name: 'GROUP_COUNT',
  module: 'func_groupcount',
  synopsis: 'How many channels are in a group',
  description: ['Without a group, the one that the channel itself is in. Without a category, those of all.'],
  arguments: { group: rest('[group][@category]') },
  seeAlso: ['GROUP'],
  read(context, { group: text }) {
    const { group, category } = readGroup(text);
    const own = groupsOf(context.call?.channel);
    const wanted =
      group !== '' ? group : (category === '' ? own[0] : own.find((one) => sameName(one.category, category)))?.group;
    if (wanted === undefined) return '0';
    let count = 0;
    for (const channel of context.use(channelsPort).list()) {
      for (const one of groupsOf(channel))
        if (sameName(one.group, wanted) && (category === '' || sameName(one.category, category))) count++;
    }
    return String(count);
  },
});
