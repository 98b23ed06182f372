import { groupsOf } from '../../channel/group-memberships.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** All groups of the channel. */
export const dialplanFunction = defineFunction({
  name: 'GROUP_LIST',
  module: 'func_groupcount',
  synopsis: 'All groups of the channel',
  arguments: {},
  seeAlso: ['GROUP'],
  read(context) {
    const groups = groupsOf(context.call?.channel);
    return groups.map(({ group, category }) => (category === '' ? group : `${group}@${category}`)).join(' ');
  },
});
