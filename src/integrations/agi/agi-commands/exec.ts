import { isInterruption } from '../../../channel/hangup.ts';
import type { AgiContext } from '../../../extend/define-agi-command.ts';
import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { applicationKind } from '../../../extend/kinds.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';

/** exec: runs an application of the dialplan. */
export const agiCommand = defineAgiCommand({
  command: 'exec',
  module: 'res_agi',
  synopsis: 'Runs an application of the dialplan',
  syntax: '<application> [<arguments>]',
  usage: [
    'Runs the application with these arguments; its functions and variables are replaced only if AGIEXECFULL is yes.',
    'The result is what the application gave, or -2 where there is none of that name.',
  ],
  dead: true,
  async run(context, args) {
    const { call, dead } = context;
    const [name, text = ''] = args;
    if (name === undefined) return 'usage';
    if (!call.use(registryPort).find(applicationKind, name)) {
      call.log.warning(`Could not find application (${name})`);
      return { result: -2 };
    }
    call.log.verbose(3, `AGI Script Executing Application: (${name}) Options: (${text})`);
    const dialplan = call.use(dialplanPort);
    const full = (call.get('AGIEXECFULL') ?? '').toLowerCase() === 'yes';
    const given = full ? await dialplan.substitute(call, text) : text;
    return { result: await execute(context, name, given, dead) };
  },
});

/**
 * Where the application leads elsewhere, the call goes on there once the script has ended.
 *
 * Deviation: Background() and WaitExten() read the whole extension here, so the answer is 0 where they find one, or -1; with Asterisk it is
 * the first digit. GET DATA and GET OPTION are what scripts read digits with.
 */
async function execute({ call }: AgiContext, name: string, text: string, wasDead: boolean): Promise<number> {
  const { channel } = call;
  try {
    const outcome = await call.use(dialplanPort).execute(call, name, text);
    if (outcome === undefined) return 0;
    if (outcome.kind === 'goto') {
      // The step after this one is where the call goes on.
      channel.position.moveTo({ ...outcome.target, priority: outcome.target.priority - 1 });
      return 0;
    }
    if (name.toLowerCase() === 'hangup') channel.requestHangup(outcome.kind === 'end' ? outcome.cause : undefined);
    return -1;
  } catch (reason) {
    if (!isInterruption(reason)) throw reason;
    // A wait on a call that is over is cut short without anything being wrong.
    return wasDead ? 0 : -1;
  }
}
