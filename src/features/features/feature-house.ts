import type { PortFinder } from '../../base/port.ts';
import type { TransferHouse } from '../../channel/bridge/transfer.ts';
import type { Channel } from '../../channel/channel.ts';
import { isInterruption } from '../../channel/hangup.ts';
import { playPrompts } from '../../channel/prompt/play.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';

/** What features during a call need. */
export interface FeatureHouse extends TransferHouse {
  readonly ports: PortFinder;
}

/** The context in which a party dials when it transfers: TRANSFER_CONTEXT, that which called its macro, or its own. */
export function transferContext({ variables, position }: Channel): string {
  return variables.get('TRANSFER_CONTEXT') || variables.get('MACRO_CONTEXT') || position.context;
}

/** Plays a sound to a channel as long as it is there; an empty name is nothing. Never rejects for its end. */
export async function playSound(
  { ports, log }: FeatureHouse,
  channel: Channel,
  name: string,
  signal: AbortSignal = channel.hangupSignal,
): Promise<void> {
  if (name === '' || channel.hungUp || !ports.has(promptsPort)) return;
  try {
    await playPrompts(channel, [name], { sounds: ports.use(promptsPort), log, signal });
  } catch (reason) {
    if (!isInterruption(reason)) throw reason;
  }
}
