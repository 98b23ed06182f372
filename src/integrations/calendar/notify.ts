import { randomBytes } from 'node:crypto';
import { messageOf } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { noLeg } from '../../channel/no-leg.ts';
import type { ChannelTable } from '../../channel/table.ts';
import type { CalendarEvent } from '../../extend/define-calendar-provider.ts';
import type { Dialplan } from '../../pbx/ports/dialplan.ts';
import type { OriginateTarget, Originator } from '../../pbx/ports/originator.ts';
import { remindedEvent } from './event-attachment.ts';
import type { NotifySettings } from './settings.ts';

/** What placing a reminder's call needs. */
export interface NotifyHouse {
  readonly log: Logger;
  readonly channels: ChannelTable;
  readonly dialplan: Dialplan;
  readonly originator: Originator;
}

/**
 * Places the call that reminds of an event: on behalf of a channel `Calendar/<name>-<32 hex>` that carries the event and
 * the variables of `setvar`, so that the called party and all its legs have them. One attempt. Never rejects.
 */
export async function placeReminder(
  house: NotifyHouse,
  calendar: string,
  settings: NotifySettings,
  event: CalendarEvent,
): Promise<void> {
  const { log } = house;
  if (!/^[^/]+\/./.test(settings.channel)) {
    log.warning(`Channel should be in form Tech/Dest (was '${settings.channel}')`);
    return;
  }
  const target = targetOf(settings);
  const carrier = house.channels.create({
    technology: 'Calendar',
    resource: calendar,
    name: `Calendar/${calendar}-${randomBytes(16).toString('hex')}`,
    state: 'Down',
    start: { context: settings.context || 'default', exten: settings.extension || 's', priority: 1 },
    prepare: (channel) => channel.attachments.set(remindedEvent, { calendar, event }),
  });
  carrier.attachLeg(noLeg);
  try {
    const call = house.dialplan.callOf(carrier);
    for (const { name, value } of settings.variables)
      await house.dialplan.assign(call, name, await house.dialplan.substitute(call, value));
    log.verbose(3, `Dialing ${settings.channel} for notification on calendar ${calendar}`);
    const result = await house.originator.originate({
      dialString: settings.channel,
      to: target,
      timeoutMs: settings.waitMs,
      caller: carrier.parties.caller,
      requestor: carrier,
    });
    if (!result.answered) log.verbose(3, `Notification call for ${calendar} was not completed`);
  } catch (error) {
    log.error(`the reminder of '${event.summary}' on calendar ${calendar} failed: ${messageOf(error)}`);
  } finally {
    carrier.release();
  }
}

function targetOf(settings: NotifySettings): OriginateTarget {
  if (settings.app !== '') return { kind: 'application', application: settings.app, data: settings.appdata };
  const target = { context: settings.context || 'default', exten: settings.extension || 's', priority: 1 };
  return { kind: 'extension', target };
}
