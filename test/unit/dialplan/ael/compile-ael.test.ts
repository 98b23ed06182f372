import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeLines } from '../../../../src/config/source-lines.ts';
import { type CompiledAel, compileAel } from '../../../../src/dialplan/ael/compile-ael.ts';
import { DialplanListing } from '../../../../src/dialplan/model/list-context.ts';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

const linesOf = (text: string, file = 'extensions.ael') => decodeLines(file, Buffer.from(text)).map(({ line }) => line);

const compile = (text: string, others: Readonly<Record<string, string>> = {}): CompiledAel =>
  compileAel(linesOf(text), (name) => (Object.hasOwn(others, name) ? linesOf(others[name] ?? '', name) : undefined));

function listed({ contexts }: CompiledAel): string {
  const listing = new DialplanListing(contexts);
  for (const context of [...contexts.values()].reverse()) listing.addContext(context);
  return listing.text().replace(/^-=.*$\n/m, '');
}

describe('compiled as the real one compiles it, by its own `dialplan show`', () => {
  test.each(['blocks', 'cases', 'shapes'])('%s', (name) => {
    const read = (ending: string): string => readFileSync(join(import.meta.dirname, `${name}.${ending}`), 'utf8');
    const compiled = compile(read('ael'));
    expect(compiled.refused).toBe(false);
    expect(listed(compiled).trim()).toBe(read('golden').trim());
  });
});

describe('faults', () => {
  const first = (text: string): string => {
    const { diagnostics, refused } = compile(text);
    const [one] = diagnostics.filter(({ severity }) => severity === 'error');
    return one && refused ? `${one.span.line}:${one.span.column} ${one.message}` : 'none';
  };

  test.each([
    ['context a {\n  1 => { NoOp(x) };\n};', "2:18 ';' is expected here"],
    ['context a {\n  1 => { NoOp(x;\n};\n', "2:15 the ')' that ends this is missing"],
    ['context a {\n  1 => NoOp(x);\n', "1:9 the context 'a' lacks its '}'"],
    ['context a { 1 => { if (1) NoOp(x); }; else NoOp(y); };', "1:44 '=>' is expected here"],
    [
      'context a { 1 => { switch (x) { NoOp(y); }; }; };',
      "1:33 'case', 'pattern' or 'default' is expected in a switch, not 'NoOp'",
    ],
    ['context a { 1 => { switch (x) { case a b: NoOp(y); }; }; };', "1:38 a case is one word, and a ':' after it"],
    ['nonsense { };', "1:1 'context', 'macro' or 'globals' is expected here, not 'nonsense'"],
    ['context a { 1 => { break; }; };', "1:20 'break' stands in no loop and in no switch"],
    ['context a { 1 => { continue; }; };', "1:20 'continue' stands in no loop"],
    ['context a { 1 => { goto nowhere; }; };', "1:25 there is no label 'nowhere' in this extension"],
    ['macro m(x) { return; };\ncontext a { 1 => &m(); };', "2:19 the macro 'm' takes 1 arguments, not 0"],
    ['#include "gone.ael"', "1:1 the included file 'gone.ael' cannot be read"],
    ['/* no end', "1:1 the comment lacks its '*/'"],
  ])('%j', (text, message) => {
    expect(first(text)).toBe(message);
  });

  test.each([
    ['context a { 1 => jump 2; };', "1:23 there is no extension '2' in the context 'a'"],
    [
      'context a { includes { b; }; 10 => goto b|11|1; }; context b { 12 => NoOp(x); };',
      "1:43 there is no extension '11' in the context 'b'",
    ],
    ['macro m() { goto s,1; return; };', "1:18 there is no extension 's' in the context 'm'"],
    [
      'context a { includes { b; }; 10 => { jump 12; goto b|_1[3-5]|1; }; }; context b { 12 => NoOp(x); _1[3-5] => NoOp(y); };',
      undefined,
    ],
    ['context a { 1 => { jump 2@elsewhere; goto ${X},1; }; };', undefined],
    ['context a { includes { elsewhere; }; 1 => jump 2; };', undefined],
  ])('%s: where it leads', (text, expected) => {
    const { diagnostics, refused } = compile(text);
    const [one] = diagnostics;
    expect([one && `${one.span.line}:${one.span.column} ${one.message}`, refused]).toEqual([expected, false]);
  });

  test('any text is read or refused, never more', () => {
    const piece = fc.constantFrom(
      ...[
        'context a {',
        'macro m(x) {',
        '1 =>',
        '{',
        '}',
        ';',
        'if (',
        ')',
        'switch (x) {',
        'case 1:',
        'goto',
        '&m(1)',
        '"',
        '$[',
        '/*',
        '\n',
        'NoOp(x);',
        '|',
        'ą',
        '\0',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        compile(pieces.join(' '));
      }),
    );
    expect(compile(`context a { 1 => ${'{'.repeat(5000)} };`).refused).toBe(true);
  });
});

test('an included file is read at its place', () => {
  const { contexts } = compile('#include "more.ael"\ncontext a { includes { b; }; };', {
    'more.ael': 'context b { 1 => NoOp(x); };',
  });
  expect([...contexts.keys()]).toEqual(['b', 'a']);
  expect(contexts.get('b')?.extensions[0]?.span).toMatchObject({ file: 'more.ael', line: 1, column: 13 });
});

describe('a call', () => {
  const AEL = `globals { GREETING=good morning; };
macro greet(name) {
  catch h { NoOp(gone); };
  NoOp(\${GREETING} \${name});
  switch (\${name}) {
    case ann: NoOp(Ann); break;
    pattern b.: NoOp(a b);
    default: NoOp(\${EXTEN} somebody);
  };
  return;
};
context office {
  _1X => {
    for (i = 0; \${i} < 2; i = \${i} + 1) { if (\${i} = 1) continue; NoOp(round \${i}); };
    &greet(ann);
    &greet(bob);
    switch (\${EXTEN}) { case 11: NoOp(eleven); break; default: NoOp(other); };
    j = 0; while (\${j} < 2) { switch (\${j}) { case 1: break; default: j = \${j} + 1; continue; }; j = 5; };
    NoOp(end \${j});
  };
};
`;
  const steps = (pbx: TestPbx): string[] =>
    pbx.log.steps
      .filter((step) => step.includes(' NoOp(') && !step.includes('NoOp(Finish') && !step.includes('NoOp()'))
      .map((step) => step.replace(/^.*? NoOp\((.*)\)$/s, '$1'));

  test('runs loops, macros and cases', async () => {
    await using pbx = await openTestPbx({
      config: {
        'extensions.ael': AEL,
        'extensions.conf': '[default]\ninclude => office\nexten => s,1,AELSub(greet,carl)\n',
      },
    });
    await pbx.finish(pbx.call('alice', '11'));
    expect(steps(pbx)).toEqual([
      'round 0',
      'good morning ann',
      'Ann',
      'good morning bob',
      'a b',
      '~~s~~ somebody',
      'eleven',
      'end 5',
    ]);
    await pbx.finish(pbx.call('alice', 's'));
    expect(steps(pbx).slice(-2)).toEqual(['good morning carl', '~~s~~ somebody']);
    expect(pbx.log.of('warning').filter((line) => line.includes('DP'))).toEqual([]);
  });

  test('goes on in a reloaded file; a faulty one is refused', async () => {
    await using pbx = await openTestPbx({
      config: { 'extensions.ael': 'context default { 1 => NoOp(old); };', 'extensions.conf': '[general]\n' },
    });
    const run = (line: string) => pbx.pbx.ports.use(commandsPort).run(line);
    pbx.write('extensions.ael', 'context default { 1 => NoOp(new); };');
    await run('ael reload');
    await pbx.finish(pbx.call('alice', '1'));
    pbx.write('extensions.ael', 'context default { 1 => NoOp(worse) };');
    expect((await run('ael reload')).text).toContain('extensions.ael is refused');
    await pbx.finish(pbx.call('alice', '1'));
    expect(steps(pbx)).toEqual(['new', 'new']);
    expect(pbx.log.of('error').join()).toContain("';' is expected here");
  });

  test('an application that does not exist is told at its place, and the rest is loaded', async () => {
    await using pbx = await openTestPbx({
      config: {
        'extensions.ael': 'context default {\n  1 => { NoOp(on); Dail(SIP/x); };\n};',
        'extensions.conf': '[general]\n',
      },
    });
    expect(pbx.log.of('error').join()).toContain("unknown application 'Dail'");
    expect(pbx.log.of('error').join()).toContain('extensions.ael:2:20');
    await pbx.finish(pbx.call('alice', '1'));
    expect(steps(pbx)).toEqual(['on']);
  });
});
