import { isInterruption } from '../../../channel/hangup.ts';
import { type ScriptDigit, scriptDigitKey } from '../../../channel/script-digit.ts';
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
    const { call } = context;
    const dead = call.channel.hungUp;
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

/** What goes on in the dialplan by itself, where digits are not the script's. */
const OWN_DIALPLAN = /^macro/i;

/** Where the application leads elsewhere, the call goes on there once the script has ended. */
async function execute({ call }: AgiContext, name: string, text: string, wasDead: boolean): Promise<number> {
  const { channel } = call;
  const pressed: ScriptDigit = { digit: undefined };
  if (!OWN_DIALPLAN.test(name)) channel.attachments.set(scriptDigitKey, pressed);
  try {
    const outcome = await call.use(dialplanPort).execute(call, name, text);
    if (outcome === undefined) return pressed.digit?.charCodeAt(0) ?? 0;
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
  } finally {
    channel.attachments.delete(scriptDigitKey);
  }
}
