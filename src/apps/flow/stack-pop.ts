import { leaveSubroutine, subroutineStackKey } from '../../channel/subroutine.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Forgets the way back from a subroutine. */
export const application = defineApplication({
  name: 'StackPop',
  module: 'app_stack',
  synopsis: 'Takes one way back off the subroutine stack without going there',
  arguments: {},
  run(call) {
    if (!call.channel.attachments.get(subroutineStackKey))
      call.log.warning('StackPop called with no gosub stack allocated.');
    else leaveSubroutine(call.channel);
    return undefined;
  },
});
