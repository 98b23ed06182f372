import type { Call } from '../../channel/call.ts';
import { cause } from '../../channel/cause.ts';
import type { Channel } from '../../channel/channel.ts';
import { dial } from '../../channel/dial/dial.ts';
import { runPredial } from '../../extend/predial.ts';
import { eventsPort } from '../../pbx/ports/events.ts';
import { technologiesPort } from '../../pbx/ports/technologies.ts';
import { askCallee } from './ask-callee.ts';
import type { Profile } from './profiles.ts';

/** How a search goes. */
export interface HuntOptions {
  readonly recordedName: string | undefined;
  /** Local channels stay in the path. */
  readonly keepLocal: boolean;
  /** The subroutine that runs on each called channel first, as option b of Dial() has it. */
  readonly predial?: string | undefined;
}

/**
 * Tries the steps of a profile one after another until somebody takes the call. When the time of a step is over, those who
 * ring are let go, and those who are being asked may still answer while the next step rings, as measured of Asterisk 16.
 * @returns who does; the channel is the caller's to release. Undefined where nobody does. Rejects when the call ends.
 */
export async function hunt(call: Call, profile: Profile, options: HuntOptions): Promise<Channel | undefined> {
  const decided = new AbortController();
  const asking = AbortSignal.any([call.signal, decided.signal]);
  const attempts = new Set<Promise<void>>();
  let taken: Channel | undefined;
  const attempt = async (number: string, ringing: AbortSignal): Promise<void> => {
    const callee = await ring(call, profile, number, options, ringing);
    if (!callee) return;
    if (asking.aborted || !(await takes(call, callee, profile, options, asking)) || taken) {
      callee.release(cause.normalClearing);
    } else {
      taken = callee;
      decided.abort();
    }
  };
  try {
    for (const step of profile.steps) {
      if (asking.aborted) break;
      const over = new AbortController();
      const ringing = AbortSignal.any([asking, over.signal]);
      for (const number of step.numbers) {
        const one = attempt(number, ringing).finally(() => attempts.delete(one));
        attempts.add(one);
      }
      await Promise.race([Promise.all(attempts), call.clock.sleep(step.timeoutMs, asking).catch(() => {})]);
      over.abort();
    }
  } finally {
    decided.abort();
    await Promise.all(attempts);
  }
  if (call.signal.aborted) taken?.release(cause.normalClearing);
  call.throwIfInterrupted();
  return taken;
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
        async prepare(callee) {
          callee.setConnected(channel.parties.caller);
          callee.setCaller({ number });
          if (options.predial !== undefined) await runPredial(call, callee, options.predial);
          return !callee.hungUp;
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
