import { expect, test } from 'vitest';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import type { ConsoleUser } from '../../../../src/pbx/ports/console-rights.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

const FILE = `[general]
default_perm=permit
[nobody]
deny=all
permit=core show uptime
permit=^sip .*
[@root]
deny=core stop
[no-such-user-here]
deny=all
`;
const NOBODY: ConsoleUser = { userId: 65_534, groupId: 65_534 };

const open = (file = FILE): Promise<TestPbx> => openTestPbx({ config: { 'cli_permissions.conf': file } });

async function run(pbx: TestPbx, line: string, known?: ConsoleUser): Promise<string> {
  const session = known && { verbosity: 0, debug: 0, print() {}, user: { known } };
  return (await pbx.pbx.ports.use(commandsPort).run(line, session)).text;
}

test('the last rule that fits decides, a rule of the user before those of the group', async () => {
  await using pbx = await open();
  expect(await run(pbx, 'core show uptime', NOBODY)).toContain('System uptime');
  expect(await run(pbx, 'core show version', NOBODY)).toBe(
    "You don't have permissions to run 'core show version' command\n",
  );
  const root: ConsoleUser = { userId: 0, groupId: 0 };
  expect(await run(pbx, 'core stop gracefully', root)).toContain("You don't have permissions");
  expect(await run(pbx, 'core show version', root)).toContain('Asterisk');
  expect(pbx.log.has("there is no user 'no-such-user-here'")).toBe(true);
});

test('whoever is not asked for, as a manager client, may run everything; the default holds for all others', async () => {
  await using pbx = await open('[general]\ndefault_perm=deny\n');
  expect(await run(pbx, 'core show uptime')).toContain('System uptime');
  expect(await run(pbx, 'core show uptime', NOBODY)).toContain("You don't have permissions");
});

test('rights are shown, checked and read again', async () => {
  await using pbx = await open();
  expect(await run(pbx, 'cli show permissions')).toContain(
    'user: nobody [uid=65534]\nPermissions:\n\tdeny -> all\n\tpermit -> core show uptime\n\tpermit -> ^sip .*\n\n',
  );
  const check = (who: string): Promise<string> => run(pbx, `cli check permissions ${who} core stop now`);
  expect(await check('nobody')).toBe("User 'nobody' is not allowed to run command: 'core stop now'\n");
  expect(await check('@root')).toBe("Group 'root' is not allowed to run command: 'core stop now'\n");
  expect(await check('root')).toBe("User 'root' is allowed to run command: 'core stop now'\n");
  expect(await check('nosuch')).toBe(
    "Unknown user 'nosuch'\nCommand 'cli check permissions nosuch core stop now' failed.\n",
  );
  pbx.write('cli_permissions.conf', '[general]\ndefault_perm=permit\n');
  expect(await run(pbx, 'cli reload permissions')).toBe('');
  expect(await run(pbx, 'cli show permissions')).toBe('');
});
