import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderDiagnostic } from '../../../src/base/diagnostic-render.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import { memorySource } from '../../../src/config/source.ts';
import { type BuiltModel, buildModel, readGlobals } from '../../../src/dialplan/model/build-model.ts';
import { compileProgram } from '../../../src/dialplan/walker/compiled-program.ts';

function build(text: string): BuiltModel {
  return buildModel(readConfig(memorySource({ 'extensions.conf': text }), 'extensions.conf'), (one) => one);
}

/** `code line:column-endColumn message` of each fault. */
function faults(text: string): string[] {
  return build(text).diagnostics.map(
    ({ code, span, message }) => `${code} ${span.line}:${span.column}-${span.endColumn} ${message}`,
  );
}

describe('faults', () => {
  test('are told with their places and what to do, one by one', () => {
    const conf = readFileSync(new URL('../../conformance/snippets/console/dialplan.conf', import.meta.url), 'utf8');
    const rendered = build(conf).diagnostics.map((one) => renderDiagnostic(one));
    return expect(rendered.join('\n')).toMatchFileSnapshot('model-faults.golden');
  });

  test.each([
    ['_9[8', "DP0113 2:12-14 the pattern '_9[8' lacks a ']' and matches nothing"],
    ['_[]7,1,NoOp()', "DP0113 2:11-13 the empty set in the pattern '_[]7' is ignored"],
    ['_1[9-2],1,NoOp()', "DP0113 2:13-16 the range '9-2' in the pattern '_1[9-2]' runs backwards"],
    ['_X.Z,1,NoOp()', "DP0113 2:13-14 'Z' in the pattern '_X.Z' is ignored: '.' ends it"],
    ['100/_5[,1,NoOp()', "DP0113 2:16-17 the pattern '_5[' lacks a ']' and matches nothing"],
  ])('of a pattern: %s', (line, fault) => {
    expect(faults(`[a]\nexten => ${line}\n`)[0]).toBe(fault);
  });

  test('of an application with a blank before its bracket, with an exact rewrite', () => {
    const [fault] = build('[a]\nexten => 1,1,NoOp (x)\n').diagnostics;
    expect([fault?.code, fault?.span.column, fault?.fix?.span.column, fault?.fix?.replacement]).toEqual([
      'DP0118',
      18,
      18,
      '',
    ]);
  });

  test('hit the character even behind an escaped semicolon and an appended line', () => {
    expect(faults('[a]\nexten => 1,1,NoOp(a\\;b)c\n')).toEqual(["DP0111 2:24-25 'c' is ignored"]);
  });
});

describe('the model', () => {
  test('takes contexts of one name together, and keeps names with other capitals apart', () => {
    const { model } = build('[a]\nexten => 1,1,NoOp()\n[A]\nexten => 2,1,NoOp()\n[a]\nexten => 3,1,NoOp()\n');
    expect([...model.contexts].map(([name, { extensions }]) => [name, extensions.map((one) => one.name)])).toEqual([
      ['a', ['1', '3']],
      ['A', ['2']],
    ]);
  });

  test('reads general options and globals', () => {
    const text = '[general]\nautofallthrough=no\nclearglobalvars=yes\n[globals]\nA=1\n[GLOBALS]\nB = ${A}2\n';
    const file = readConfig(memorySource({ 'extensions.conf': text }), 'extensions.conf');
    expect(readGlobals(file).map(({ name, value }) => [name, value.text])).toEqual([
      ['A', '1'],
      ['B', '${A}2'],
    ]);
    const { general } = build(text).model;
    expect([general.autofallthrough, general.clearGlobalVariables]).toEqual([false, true]);
  });

  test('each of 20,000 extensions is read and found', () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `exten => ${100_000 + i},1,Dial(SIP/${i},20)`);
    const program = compileProgram(build(['[a]', ...lines].join('\n')).model, { now: () => 0, legacy: false });
    expect(program.step('a', '119999', 1, undefined)?.argument.constant).toBe('SIP/19999,20');
    expect(program.step('a', '100000', 1, undefined)?.argument.constant).toBe('SIP/0,20');
  });
});
