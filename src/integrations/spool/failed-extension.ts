import type { Channel } from '../../channel/channel.ts';
import type { DriverLeg } from '../../channel/driver-leg.ts';
import type { ChannelTable } from '../../channel/table.ts';
import type { CallFile } from '../../clients/callfile/index.ts';
import type { Dialplan } from '../../pbx/ports/dialplan.ts';
import type { OriginateReason } from '../../pbx/ports/originator.ts';

/** What running `failed` needs. */
export interface FailedHouse {
  readonly channels: ChannelTable;
  readonly dialplan: Dialplan;
}

/** The far side of a channel that has none. */
const nobody: DriverLeg = {
  media: undefined,
  call() {},
  answer() {},
  indicate: () => 'ignored',
  hangup() {},
};

/**
 * Runs the extension `failed` of a call file's context, if there is one, on a channel `OutgoingSpoolFailed` with REASON and
 * the file's variables. Resolves when it has ended.
 * @see observed: Asterisk 16 runs it after each failed attempt, and only for files that name an extension.
 */
export async function runFailedExtension(
  house: FailedHouse,
  callFile: CallFile,
  variables: ReadonlyArray<readonly [name: string, value: string]>,
  reason: OriginateReason,
): Promise<void> {
  if (callFile.target.kind !== 'extension') return;
  const start = { context: callFile.target.context, exten: 'failed', priority: 1 };
  if (!house.dialplan.exists(start)) return;
  const channel = house.channels.create({
    technology: 'OutgoingSpoolFailed',
    resource: '',
    name: 'OutgoingSpoolFailed',
    state: 'Down',
    start,
    prepare: (created: Channel) => {
      created.attachLeg(nobody);
      created.settings.accountCode = callFile.account;
      created.settings.peerAccount = callFile.account;
    },
  });
  const call = house.dialplan.callOf(channel);
  for (const [name, value] of variables) await house.dialplan.assign(call, name, value);
  call.set('REASON', String(reason));
  await house.dialplan.run(channel);
}
