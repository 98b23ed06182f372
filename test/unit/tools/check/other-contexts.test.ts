import { expect, test } from 'vitest';
import { memorySource } from '../../../../src/config/source.ts';
import { Registry } from '../../../../src/extend/registry.ts';
import { contributions } from '../../../../src/manifest.ts';
import { checkFolder } from '../../../../src/tools/check/check-folder.ts';

const check = (files: Readonly<Record<string, string>>): string[] =>
  checkFolder(memorySource(files), Registry.of(contributions)).diagnostics.map(
    ({ span, message }) => `${span.file}:${span.line} ${message}`,
  );

const EXTENSIONS = `[default]
include => office
include => garage
exten => s,1,Goto(office,100,1)
 same => n,Goto(nowhere,100,1)
`;

test('contexts of extensions.ael and of parking lots are there', () => {
  const found = check({
    'extensions.conf': EXTENSIONS,
    'extensions.ael': 'context office { 100 => NoOp(x); };',
    'res_parking.conf': '[garage]\nparkpos => 1-2\ncontext => garage\n',
  });
  expect(found).toEqual(["extensions.conf:5 there is no context 'nowhere'"]);
});

test('a fault of extensions.ael is told', () => {
  const found = check({ 'extensions.ael': 'context office { 100 => NoOp(x) };' });
  expect(found).toEqual(["extensions.ael:1 ';' is expected here"]);
});
