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

test('what the statements of extensions.ael name is looked for, each fault told once and at its place', () => {
  const found = check({
    'extensions.conf': '[office]\nexten => 1,1,NoOp()\n',
    'extensions.ael': [
      'context a {',
      '  1 => { Dail(SIP/x); Set(A=${LENN(x)}); goto office|1|1; };',
      '  2 => { goto nowhere|1|1; &nomacro(1); switch (${A}) { case 1: NoOp(); default: NoOp(); }; };',
      '  includes { missing; parkedcalls; };',
      '};',
      '',
    ].join('\n'),
  });
  expect(found).toEqual([
    "extensions.ael:2 unknown application 'Dail'",
    "extensions.ael:2 unknown function 'LENN'",
    "extensions.ael:3 there is no context 'nowhere'",
    "extensions.ael:3 there is no macro 'nomacro'",
    "extensions.ael:4 the included context 'missing' does not exist",
  ]);
});
