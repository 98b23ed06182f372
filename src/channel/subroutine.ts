import { defineAttachment } from './attachment.ts';
import type { Channel } from './channel.ts';
import type { DialplanTarget } from './position.ts';
import type { LocalFrame } from './variables.ts';

/** One level of Gosub. */
export interface SubroutineFrame {
  /** Where Return goes on; undefined for a subroutine that was started from outside the dialplan, which Return leaves. */
  readonly returnTo: DialplanTarget | undefined;
  /** What ARG1…, ARGC and LOCAL() names were before. */
  readonly locals: LocalFrame;
}

/** The subroutine stack of a channel, innermost last. */
export const subroutineStackKey = defineAttachment<SubroutineFrame[]>('subroutine-stack');

/** Enters a subroutine: its arguments become ARG1… and ARGC until {@link leaveSubroutine}. */
export function enterSubroutine(
  channel: Channel,
  returnTo: DialplanTarget | undefined,
  args: readonly string[],
): SubroutineFrame {
  const stack = channel.attachments.ensure(subroutineStackKey, () => []);
  const previous = Number(channel.variables.get('ARGC') ?? 0) || 0;
  const frame: SubroutineFrame = { returnTo, locals: new Map() };
  stack.push(frame);
  for (let n = 1; n <= Math.max(args.length, previous); n++) {
    channel.variables.setLocal(frame.locals, `ARG${n}`, args[n - 1]);
  }
  channel.variables.setLocal(frame.locals, 'ARGC', String(args.length));
  return frame;
}

/** Leaves the innermost subroutine and gives its frame; undefined where there is none. */
export function leaveSubroutine(channel: Channel): SubroutineFrame | undefined {
  const frame = channel.attachments.get(subroutineStackKey)?.pop();
  if (frame) channel.variables.restore(frame.locals);
  return frame;
}

/** The innermost subroutine's frame. */
export function currentSubroutine(channel: Channel): SubroutineFrame | undefined {
  return channel.attachments.get(subroutineStackKey)?.at(-1);
}

/** Enters a subroutine from outside the dialplan; the returned function leaves it and all that it left open. */
export function openSubroutine(channel: Channel, args: readonly string[]): () => void {
  const depth = channel.attachments.get(subroutineStackKey)?.length ?? 0;
  enterSubroutine(channel, undefined, args);
  return () => {
    while ((channel.attachments.get(subroutineStackKey)?.length ?? 0) > depth) leaveSubroutine(channel);
  };
}
