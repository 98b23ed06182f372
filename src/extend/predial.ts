import type { Call } from '../channel/call.ts';
import type { Channel } from '../channel/channel.ts';
import type { DialplanTarget } from '../channel/position.ts';
import { dialplanPort } from '../pbx/ports/dialplan.ts';
import { splitInvocation } from './invocation.ts';

/** `[[context^]exten^]priority` of the options F and G and of a result GOTO; undefined, with a warning, where it names no place. */
export function targetOf(call: Call, text: string): DialplanTarget | undefined {
  const { position, parties } = call.channel;
  const found = call.use(dialplanPort).resolve(text.split('^'), position, parties.caller.number);
  if (typeof found !== 'string') return found;
  call.log.warning(found);
  return undefined;
}

/** Runs b(…) or B(…), `[[context^]exten^]priority[(args)]`, on a channel; one that is not there is an error in the log. */
export async function runPredial(call: Call, channel: Channel, text: string): Promise<void> {
  const { name, args } = splitInvocation(text);
  const target = targetOf(call, name);
  if (target) await runRoutine(call, channel, target, args === '' ? [] : args.split('^'));
}

/** Runs a subroutine and puts the channel back where it was. */
export async function runRoutine(
  call: Call,
  channel: Channel,
  target: DialplanTarget,
  args: readonly string[],
): Promise<void> {
  const dialplan = call.use(dialplanPort);
  const { context, exten, priority } = channel.position;
  if (!dialplan.exists(target, channel.parties.caller.number)) {
    call.log.error(
      `Gosub attempted to reach non-existent destination '${target.context},${target.exten},${target.priority}' from '${context},${exten},${priority}'`,
    );
    return;
  }
  const back = whatRunsOn(channel);
  const ended = await dialplan.runSubroutine(channel, target, args);
  if (ended === 'ended') channel.requestHangup();
  channel.position.moveTo({ context, exten, priority });
  back();
}

/** Notes the application that a channel shows; the returned function has it show that again. */
export function whatRunsOn(channel: Channel): () => void {
  const { application, applicationData } = channel.position;
  return () => {
    Object.assign(channel.position, { application, applicationData });
    channel.steps.call();
  };
}
