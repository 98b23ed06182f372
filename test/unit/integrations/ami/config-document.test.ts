import { expect, test } from 'vitest';
import { ConfigDocument } from '../../../../src/integrations/ami/config-document.ts';

const FILE = `; mine
#include "more.conf"
[general]
a = 1 ; why
;a = 0
a = 2

;--
[hidden]
b = 9
--;
[phone](!)
host => dynamic
[alice](phone)
secret = x\\;y
`;

test('what is not changed stays as it is, comments, includes and blank lines too', () => {
  expect(new ConfigDocument(FILE).toString()).toBe(FILE);
  const document = new ConfigDocument(FILE);
  expect(document.update('general', 'a', '5', '2')).toBe(true);
  expect(document.update('general', 'a', '6', '2')).toBe(false);
  document.insert('alice', 0, 'type', 'friend', false);
  document.insert('alice', 99, 'callerid', 'Alice; <1>', true);
  document.rename('alice', 'alicia');
  document.add({ name: 'bob', template: false, bases: ['phone'] });
  expect(document.toString()).toBe(
    FILE.replace('a = 2', 'a = 5').replace(
      '[alice](phone)\nsecret = x\\;y\n',
      '[alicia](phone)\ntype = friend\nsecret = x\\;y\ncallerid => Alice\\; <1>\n[bob](phone)\n',
    ),
  );
});

test('sections in comments and templates are not found, and nothing is deleted but what is meant', () => {
  const document = new ConfigDocument(FILE);
  expect([document.has('hidden'), document.has('phone'), document.has('general')]).toEqual([false, false, true]);
  expect(document.canInherit('phone')).toBe(true);
  expect(document.delete('general', 'a', '7')).toBe(false);
  expect(document.delete('general', 'A', undefined)).toBe(true);
  expect(document.deleteAt('alice', 1)).toBe(false);
  expect(document.deleteAt('alice', 0)).toBe(true);
  document.remove('nobody');
  document.clear('general');
  expect(document.toString()).toBe(
    FILE.replace('a = 1 ; why\n', '').replace('\na = 2', '').replace('secret = x\\;y\n', ''),
  );
  document.remove('alice');
  expect(document.toString()).not.toContain('alice');
});

test('an empty file takes sections', () => {
  const document = new ConfigDocument('');
  document.add({ name: 'one', template: true, bases: [] });
  expect(document.toString()).toBe('[one](!)\n');
});
