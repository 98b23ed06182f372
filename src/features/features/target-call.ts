import type { Channel } from '../../channel/channel.ts';
import { type DialResult, dial } from '../../channel/dial/dial.ts';
import { showIndication, stopTone } from '../../channel/prompt/background-tone.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';
import { technologiesPort } from '../../pbx/ports/technologies.ts';
import type { FeatureHouse } from './feature-house.ts';

/** Whom to call on somebody's behalf. */
export interface TargetCall {
  /** `TECH/resource` */
  readonly dialString: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Whose variables and attachments the new channel inherits, and who is shown as its caller. */
  readonly onBehalfOf: Channel;
  /** Hears that it rings; nobody where it is left out. */
  readonly listener: () => Channel | undefined;
}

/** Calls somebody for a transfer. The channel that has answered belongs to whoever asked. Never rejects. */
export async function callTarget(house: FeatureHouse, call: TargetCall): Promise<DialResult> {
  const { ports, clock, bus, log } = house;
  const { onBehalfOf } = call;
  const tones = ports.has(tonesPort) ? ports.use(tonesPort) : undefined;
  let rings: Channel | undefined;
  try {
    return await dial(
      {
        clock,
        bus,
        log,
        request: (dialString) => ports.use(technologiesPort).request(dialString, { requestor: onBehalfOf }),
      },
      {
        caller: onBehalfOf,
        destinations: [call.dialString],
        timeoutMs: call.timeoutMs,
        signal: call.signal,
        untold: true,
        hooks: {
          prepare(callee) {
            callee.update({ application: 'AppDial2', connected: onBehalfOf.parties.caller });
            return true;
          },
          onRinging() {
            rings = call.listener();
            if (rings) showIndication(rings, 'ringing', tones);
          },
        },
      },
    );
  } finally {
    if (rings && !rings.hungUp) stopTone(rings);
  }
}
