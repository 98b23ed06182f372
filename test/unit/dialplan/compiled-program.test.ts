import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config/read-config.ts';
import { memorySource } from '../../../src/config/source.ts';
import { buildModel } from '../../../src/dialplan/model/build-model.ts';
import { compileProgram } from '../../../src/dialplan/walker/compiled-program.ts';
import type { Program } from '../../../src/dialplan/walker/program.ts';

function program(text: string, now: () => number = () => 0, like?: Program): Program {
  const file = readConfig(memorySource({ 'extensions.conf': text }), 'extensions.conf');
  return compileProgram(buildModel(file, (one) => one).model, { now, legacy: false, like });
}

const said = (one: Program, context: string, exten: string, priority = 1, caller?: string): string | undefined =>
  one.step(context, exten, priority, caller)?.argument.constant;

test('what an included context has is found again and again, priority by priority and for each caller', () => {
  const one = program(
    '[a]\ninclude => b\nexten => 1,1,NoOp(own)\n[b]\nexten => 1,2,NoOp(second)\nexten => _2X/7,1,NoOp(for 7)\nexten => _2X,1,NoOp(others)\n',
  );
  for (let turn = 0; turn < 2; turn++) {
    expect([said(one, 'a', '1'), said(one, 'a', '1', 2), said(one, 'a', '1', 3)]).toEqual(['own', 'second', undefined]);
    expect([said(one, 'a', '21', 1, '7'), said(one, 'a', '21', 1, '8'), said(one, 'a', '31')]).toEqual([
      'for 7',
      'others',
      undefined,
    ]);
    expect(one.match('a', '21', undefined).exists).toBe(true);
  }
});

test('an include with a time is looked at anew each time', () => {
  let now = Date.UTC(2026, 0, 5, 12);
  const one = program('[a]\ninclude => b,*,sun,*,*\n[b]\nexten => 1,1,NoOp(sunday)\n', () => now);
  expect(said(one, 'a', '1')).toBe(undefined);
  now -= 24 * 3600 * 1000;
  expect(said(one, 'a', '1')).toBe('sunday');
  now += 24 * 3600 * 1000;
  expect(said(one, 'a', '1')).toBe(undefined);
});

test('a reload changes what is found, in contexts that stayed the same too', () => {
  const texts = [
    '[a]\ninclude => b\n[b]\nexten => 1,1,NoOp(old)\n',
    '[a]\ninclude => b\n[b]\nexten => 1,1,NoOp(new)\n',
  ];
  const first = program(texts[0] ?? '');
  expect(said(first, 'a', '1')).toBe('old');
  expect(
    said(
      program(texts[1] ?? '', () => 0, first),
      'a',
      '1',
    ),
  ).toBe('new');
});

test('more extensions than are remembered are all found', () => {
  const one = program('[a]\ninclude => b\n[b]\nexten => _X.,1,NoOp(any)\nexten => 100,1,NoOp(that)\n');
  for (let number = 0; number < 5000; number++) expect(said(one, 'a', `5${number}`)).toBe('any');
  expect([said(one, 'a', '100'), said(one, 'a', '9'.repeat(8000))]).toEqual(['that', 'any']);
});
