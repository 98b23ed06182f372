import { expect, test } from 'vitest';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { openTestPbx } from '../../../support/test-pbx.ts';

test('the commands of cli.conf run once the instance is up', async () => {
  const file = `[startup_commands]
dialplan set global STARTED by-cli-conf = yes
dialplan set global LEFT out = no
no such thing = yes
`;
  await using pbx = await openTestPbx({ config: { 'cli.conf': file } });
  await pbx.clock.advance(100);
  const text = (await pbx.pbx.ports.use(commandsPort).run('dialplan show globals')).text;
  expect(text).toContain('STARTED=by-cli-conf');
  expect(text).not.toContain('LEFT');
  expect(pbx.log.of('warning')).toContainEqual(expect.stringContaining("cli.conf: 'no such thing': No such command"));
});
