import { end, goto } from '../../channel/call.ts';
import { leaveSubroutine, subroutineStackKey } from '../../channel/subroutine.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';

/** Comes back from a subroutine. */
export const application = defineApplication({
  name: 'Return',
  module: 'app_stack',
  synopsis: 'Comes back from a subroutine',
  arguments: { value: rest('what GOSUB_RETVAL is to be') },
  results: { GOSUB_RETVAL: 'the value given here' },
  run(call, { value }) {
    const frame = leaveSubroutine(call.channel);
    if (!frame) {
      const stack = call.channel.attachments.get(subroutineStackKey) ? 'empty' : 'unallocated';
      call.log.error(`Return without Gosub: stack is ${stack}`);
      return end();
    }
    call.set('GOSUB_RETVAL', value);
    return frame.returnTo ? goto(frame.returnTo) : { kind: 'leave' };
  },
});
