import { leaveSubroutine } from '../../channel/subroutine.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Forgets the way back from a subroutine. */
export const application = defineApplication({
  name: 'StackPop',
  module: 'app_stack',
  synopsis: 'Takes one way back off the subroutine stack without going there',
  arguments: {},
  run(call) {
    if (!leaveSubroutine(call.channel)) call.log.warning('StackPop called with no gosub stack allocated.');
    return undefined;
  },
});
