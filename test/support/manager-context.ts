import type { ManagerActionDefinition, ManagerReply, ManagerSession } from '../../src/extend/define-manager-action.ts';
import { snapshotHeaders } from '../../src/integrations/ami/snapshot-headers.ts';
import type { TestPbx } from './test-pbx.ts';

/** A client that may do everything. */
const session: ManagerSession = {
  userName: 'tester',
  remoteHost: '127.0.0.1',
  variables: [],
  mayWrite: () => true,
  chooseEvents: () => 'On',
  challenge: () => '1',
  addFilter: () => undefined,
  waitForEvent: () => Promise.resolve(),
  login: () => Promise.resolve({ response: 'Success' }),
  logOff() {},
};

/** Runs a manager action as a client with all rights would. */
export async function askManager(
  pbx: TestPbx,
  action: ManagerActionDefinition,
  headers: Readonly<Record<string, string>>,
): Promise<ManagerReply> {
  const pairs = Object.entries(headers);
  const all = (name: string): string[] =>
    pairs.filter(([one]) => one.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  const { ports, bus } = pbx.pbx;
  return action.run(
    {
      use: (port) => ports.use(port),
      has: (port) => ports.has(port),
      clock: pbx.clock,
      bus,
      log: pbx.pbx.dialplan.outside.log,
      session,
      channelHeaders: snapshotHeaders,
    },
    { headers: pairs, header: (name) => all(name)[0] ?? '', all, actionId: '' },
  );
}
