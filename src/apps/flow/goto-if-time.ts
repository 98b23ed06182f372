import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { parseTimeSpec, timeSpecMatches } from '../../extend/time-spec.ts';
import { goToText, splitBranches } from './_lib/targets.ts';

/** Goes elsewhere by the time of day. */
export const application = defineApplication({
  name: 'GotoIfTime',
  module: 'pbx_builtins',
  synopsis: 'Goes to one of two places, by the time',
  arguments: { branches: rest('times,weekdays,mdays,months[,timezone]?[true][:false]', { required: true }) },
  withoutArgument: 'end',
  examples: ['same => n,GotoIfTime(9:00-17:00,mon-fri,*,*?open,s,1)'],
  run(call, { branches }) {
    // a time has colons of its own: only what follows the question mark is parted at one
    const { condition, yes, no } = splitBranches(branches);
    const spec = parseTimeSpec(condition);
    for (const fault of spec.faults) call.warn(fault.message);
    // a time to try out the dialplan with, as TESTTIME() sets it
    const tested = Number.parseInt(call.get('TESTTIME') ?? '', 10);
    const branch = timeSpecMatches(spec, Number.isNaN(tested) ? call.clock.now() : tested * 1000) ? yes : no;
    return branch ? goToText(call, branch) : undefined;
  },
});
