import { expect, test } from 'vitest';
import { asteriskSchema } from '../../../src/config/files/asterisk-conf.ts';
import { loadConfig } from '../../../src/config/schema/apply-schema.ts';
import { memorySource } from '../../../src/config/source.ts';
import { resolveDirectories } from '../../../src/pbx/paths.ts';

function directoriesOf(content: string) {
  const { values } = loadConfig(memorySource({ 'asterisk.conf': content }), asteriskSchema);
  return resolveDirectories(values.directories, '/home/pbx/etc', '/home/pbx/state');
}

test('without [directories] everything lies under the state folder', () => {
  const { etc, log, spool } = directoriesOf('[options]\nverbose = 3\n');
  expect([etc, log, spool]).toEqual(['/home/pbx/etc', '/home/pbx/state/log', '/home/pbx/state/spool']);
});

test('with [directories] what is not named lies where Asterisk has it', () => {
  const { etc, log, spool } = directoriesOf('[directories]\nastlogdir => /srv/log\n');
  expect([etc, log, spool]).toEqual(['/home/pbx/etc', '/srv/log', '/var/spool/asterisk']);
});

test('a relative folder is one of the configuration folder, and a switched-off section is none', () => {
  expect(directoriesOf('[directories]\nastspooldir = spool\n').spool).toBe('/home/pbx/etc/spool');
  expect(directoriesOf('[directories](!)\nastlogdir = /srv/log\n').log).toBe('/home/pbx/state/log');
});
