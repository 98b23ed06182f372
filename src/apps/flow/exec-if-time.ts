import { end } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { splitInvocation } from '../../extend/invocation.ts';
import { applicationKind } from '../../extend/kinds.ts';
import { parseTimeSpec, timeSpecMatches } from '../../extend/time-spec.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { registryPort } from '../../pbx/ports/registry.ts';

/** Runs an application at certain times. */
export const application = defineApplication({
  name: 'ExecIfTime',
  module: 'pbx_builtins',
  synopsis: 'Runs an application, by the time',
  arguments: { branches: rest('times,weekdays,mdays,months[,timezone]?application[(args)]', { required: true }) },
  withoutArgument: 'end',
  examples: ['same => n,ExecIfTime(22:00-6:00,*,*,*?Playback(vm-goodbye))'],
  seeAlso: ['GotoIfTime', 'ExecIf'],
  run(call, { branches }) {
    const question = branches.indexOf('?');
    if (question < 0 || question === branches.length - 1) {
      call.warn('ExecIfTime requires an argument: times,weekdays,mdays,months[,timezone]?application[(args)]');
      return end();
    }
    const spec = parseTimeSpec(branches.slice(0, question));
    for (const fault of spec.faults) call.warn(fault.message);
    if (!timeSpecMatches(spec, call.clock.now())) return undefined;
    const { name, args } = splitInvocation(branches.slice(question + 1));
    if (!call.use(registryPort).find(applicationKind, name)) {
      call.warn(`Could not find application (${name})`);
      return end();
    }
    return call.use(dialplanPort).execute(call, name, args);
  },
});
