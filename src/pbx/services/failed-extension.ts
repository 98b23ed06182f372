import type { Channel } from '../../channel/channel.ts';
import { noLeg } from '../../channel/no-leg.ts';
import type { ChannelTable } from '../../channel/table.ts';
import type { Dialplan } from '../ports/dialplan.ts';
import type { OriginateReason, OriginateRequest } from '../ports/originator.ts';

/** What running `failed` needs. */
export interface FailedHouse {
  readonly channels: ChannelTable;
  readonly dialplan: Dialplan;
}

/**
 * Runs the extension `failed` of the context that a call was meant for, if there is one, on a channel `OutgoingSpoolFailed` with
 * REASON and the call's variables. Resolves when it has ended.
 * @see observed: Asterisk 16 runs it after each failed attempt, and only for calls to an extension.
 */
export async function runFailedExtension(
  house: FailedHouse,
  request: OriginateRequest,
  reason: OriginateReason,
): Promise<void> {
  if (request.to.kind !== 'extension') return;
  const start = { context: request.to.target.context, exten: 'failed', priority: 1 };
  if (!house.dialplan.exists(start)) return;
  const channel = house.channels.create({
    technology: 'OutgoingSpoolFailed',
    resource: '',
    name: 'OutgoingSpoolFailed',
    state: 'Down',
    start,
    prepare: (created: Channel) => {
      created.attachLeg(noLeg);
      created.settings.accountCode = request.accountCode ?? '';
      created.settings.peerAccount = request.accountCode ?? '';
    },
  });
  const call = house.dialplan.callOf(channel);
  for (const [name, value] of request.variables ?? []) await house.dialplan.assign(call, name, value);
  call.set('REASON', String(reason));
  await house.dialplan.run(channel);
}
