import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { PortFinder } from '../../base/port.ts';
import { standInChannel } from '../../channel/stand-in.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import type { CelEvent } from './event.ts';
import { celDeskPort } from './ports.ts';

/** What is needed for {@link eventTexts}. */
export interface EventTextHouse extends PortFinder {
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * What texts of a configuration file become for an event: `${eventtype}`, `${eventenum}`, `${eventtime}`, `${eventextra}`, `${userdeftype}`
 * and `${BRIDGEPEER}` are its own, and CHANNEL() and CALLERID() read the channel as it was.
 */
export async function eventTexts(
  house: EventTextHouse,
  event: CelEvent,
  templates: readonly string[],
): Promise<string[]> {
  const { technology, name, uniqueId, linkedId, state, context, exten, priority, caller, accountCode } = event.channel;
  const start = { context, exten, priority };
  const channel = standInChannel(house, { technology, name, uniqueId, linkedId, state, start });
  const { position, parties, settings, variables } = channel;
  position.application = event.channel.application;
  position.applicationData = event.channel.applicationData;
  Object.assign(parties, {
    caller,
    ani: event.ani,
    redirecting: { number: event.rdnis },
    dialed: event.channel.dialed,
  });
  const { amaFlags, userField, peerAccount } = event;
  Object.assign(settings, { accountCode, amaFlags, userField, peerAccount, language: event.channel.language });
  for (const [variable, value] of [
    ['eventtype', event.userName || event.kind],
    ['eventenum', event.kind],
    ['eventtime', house.use(celDeskPort).timeText(event)],
    ['eventextra', event.extra],
    ['userdeftype', event.userName],
    ['BRIDGEPEER', event.peer],
  ] as const)
    variables.set(variable, value);
  const dialplan = house.use(dialplanPort);
  const call = dialplan.callOf(channel);
  const texts: string[] = [];
  for (const template of templates) texts.push(await dialplan.substitute(call, template));
  return texts;
}
