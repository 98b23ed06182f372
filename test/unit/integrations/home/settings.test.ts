import { expect, test } from 'vitest';
import { readHomeSettings } from '../../../../src/integrations/home/settings.ts';

const PLUGIN =
  '[ast]\n class_name = Asterisk\n username = admin\n password = "secret # word"\n host = # default\n port = 5038 # default\n';

test('reads the files of the plugin, nested sections, quotes and comments', () => {
  const { settings, diagnostics } = readHomeSettings({
    plugin: PLUGIN,
    items:
      '[office]\n [[fon]]\n type = bool # a comment\n ast_dev = 2222\n ast_db = active/office\n [[[box]]]\n type = num\n ast_box = 22\n[hall]\n name = no item\n',
    logics:
      '[logic1]\n ast_userevent = Call\n filename = a.py\n[logic2]\n ast_userevent = Action\n ast_destination = Office\n[other]\n crontab = init\n',
  });
  expect(diagnostics).toEqual([]);
  expect(settings).toEqual({
    manager: { host: '127.0.0.1', port: 5038, username: 'admin', password: 'secret # word' },
    http: undefined,
    items: [
      { path: 'office.fon', type: 'bool', device: '2222', database: { family: 'active', key: 'office' } },
      { path: 'office.fon.box', type: 'num', mailbox: '22@default' },
    ],
    logics: [
      { name: 'logic1', userEvent: 'Call' },
      { name: 'logic2', userEvent: 'Action', destination: 'Office' },
    ],
  });
});

test.each([
  ['a missing password', { plugin: '[ast]\n class_name = Asterisk\n username = a\n' }, 'gives no password'],
  ['a port that is none', { plugin: `${PLUGIN} port = 99999\n` }, "'99999' is no port"],
  ['a token that can be guessed', { plugin: `${PLUGIN} http_token = abc\n` }, 'shorter than 16'],
  ['an unknown type', { items: '[a]\n type = boolean\n' }, "'boolean' is no type"],
  ['a device on a number', { items: '[a]\n type = num\n ast_dev = 22\n' }, 'ast_dev needs type = bool'],
  ['a mailbox on a switch', { items: '[a]\n type = bool\n ast_box = 22\n' }, 'ast_box needs type = num'],
  ['a database key without family', { items: '[a]\n type = bool\n ast_db = x\n' }, "'x' is no family/key"],
  ['a section that skips a step', { items: '[a]\n[[[b]]]\n type = bool\n' }, "'b' has no section around it"],
  ['a line without sense', { logics: 'what\n' }, "'what' is no attribute"],
])('tells of %s, with its place', (_what, files, message) => {
  const { diagnostics } = readHomeSettings({ plugin: PLUGIN, items: '', logics: '', ...files });
  expect(diagnostics.map((one) => one.message).join()).toContain(message);
  expect(diagnostics[0]?.span.line).toBeGreaterThan(0);
});
