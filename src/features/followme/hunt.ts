import type { Call } from '../../channel/call.ts';
import { cause } from '../../channel/cause.ts';
import type { Channel } from '../../channel/channel.ts';
import { dial } from '../../channel/dial/dial.ts';
import { eventsPort } from '../../pbx/ports/events.ts';
import { technologiesPort } from '../../pbx/ports/technologies.ts';
import { askCallee } from './ask-callee.ts';
import type { Profile, Step } from './profiles.ts';

/** How a search goes. */
export interface HuntOptions {
  readonly recordedName: string | undefined;
  /** Local channels stay in the path. */
  readonly keepLocal: boolean;
}

/**
 * Tries the steps of a profile one after another until somebody takes the call.
 * @returns who does; the channel is the caller's to release. Undefined where nobody does. Rejects when the call ends.
 */
export async function hunt(call: Call, profile: Profile, options: HuntOptions): Promise<Channel | undefined> {
  for (const step of profile.steps) {
    call.signal.throwIfAborted();
    const taken = await tryStep(call, profile, step, options);
    call.signal.throwIfAborted();
    if (taken) return taken;
  }
  return undefined;
}

/** Rings the numbers of a step; whoever picks up is asked while the others go on ringing. */
async function tryStep(call: Call, profile: Profile, step: Step, options: HuntOptions): Promise<Channel | undefined> {
  const over = new AbortController();
  const timer = call.clock.after(step.timeoutMs, () => {
    call.log.verbose(3, `Nobody took the call of ${call.channel.name} in ${step.timeoutMs} ms`);
    over.abort();
  });
  const signal = AbortSignal.any([call.signal, over.signal]);
  let taken: Channel | undefined;
  const attempts = step.numbers.map(async (number) => {
    const callee = await ring(call, profile, number, options, signal);
    if (!callee) return;
    if (taken || signal.aborted || !(await takes(call, callee, profile, options, signal))) {
      callee.release(cause.normalClearing);
    } else {
      taken = callee;
      over.abort();
    }
  });
  try {
    await Promise.all(attempts);
    return taken;
  } finally {
    timer.cancel();
  }
}

async function ring(
  call: Call,
  profile: Profile,
  number: string,
  options: HuntOptions,
  signal: AbortSignal,
): Promise<Channel | undefined> {
  const dialString = `Local/${number}@${profile.context}${options.keepLocal ? '/n' : ''}`;
  const { channel } = call;
  const result = await dial(
    {
      clock: call.clock,
      bus: call.use(eventsPort),
      log: call.log,
      request: (wanted) => call.use(technologiesPort).request(wanted, { requestor: channel }),
    },
    {
      caller: channel,
      destinations: [dialString],
      signal,
      hooks: {
        prepare(callee) {
          callee.setConnected(channel.parties.caller);
          callee.setCaller({ number });
          return true;
        },
      },
    },
  );
  return result.status === 'ANSWER' ? result.callee : undefined;
}

/** Whether somebody who picked up takes the call: asked, unless the profile asks nobody. Never rejects. */
async function takes(
  call: Call,
  callee: Channel,
  profile: Profile,
  options: HuntOptions,
  signal: AbortSignal,
): Promise<boolean> {
  if (!profile.asksCallee) return true;
  try {
    const asking = AbortSignal.any([signal, callee.hangupSignal]);
    return (await askCallee(call, callee, profile, options.recordedName, asking)) === 'take' && !asking.aborted;
  } catch (error) {
    // Its time is over, the caller has gone, somebody else has taken the call, or it hung up.
    if (signal.aborted || callee.hungUp) return false;
    throw error;
  }
}
