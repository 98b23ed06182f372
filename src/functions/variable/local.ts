import { currentSubroutine } from '../../channel/subroutine.ts';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A variable that ends with the subroutine it is set in. */
export const dialplanFunction = defineFunction({
  name: 'LOCAL',
  module: 'app_stack',
  synopsis: 'A variable that ends with the subroutine it is set in',
  arguments: { name: rest('its name') },
  examples: ['same => n,Set(LOCAL(i)=1)'],
  seeAlso: ['LOCAL_PEEK'],
  read(context, { name }) {
    const channel = context.call?.channel;
    return (channel && currentSubroutine(channel) && context.get(name)) ?? '';
  },
  write(context, { name }, value) {
    const channel = context.call?.channel;
    const frame = channel && currentSubroutine(channel);
    if (frame) channel.variables.setLocal(frame.locals, name, value);
    else context.log.error(`Tried to set LOCAL(${name}), but we aren't within a Gosub routine`);
  },
});
