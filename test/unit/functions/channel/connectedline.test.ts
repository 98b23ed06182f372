import { expect, test } from 'vitest';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

async function run(lines: readonly string[]): Promise<TestPbx> {
  const extensions = ['exten => 1,1,NoOp(begin)', ...lines.map((line) => ` same => n,${line}`)].join('\n');
  const pbx = await openTestPbx({
    config: { 'extensions.conf': `[default]\n${extensions}\n` },
    phones: { alice: undefined },
  });
  await pbx.finish(pbx.call('alice', '1'));
  return pbx;
}

function shown(pbx: TestPbx): string[] {
  return pbx.log.steps.flatMap((step) => /NoOp\((.*)\)$/.exec(step)?.[1] ?? []).slice(1);
}

/** Sets a field to a value and shows it. */
function setAndShow(field: string, value: string, name = 'CONNECTEDLINE'): string[] {
  return [`Set(${name}(${field},i)=${value})`, `NoOp(\${${name}(${field})})`];
}

test('CONNECTEDLINE has every field of a party', async () => {
  await using pbx = await run([
    'NoOp(${CONNECTEDLINE(all)})',
    'Set(CONNECTEDLINE(name,i)=Conn Name)',
    'Set(CONNECTEDLINE(num,i)=555)',
    `NoOp(${'all name num name-valid num-valid name-charset name-pres num-plan num-pres pres subaddr subaddr-valid subaddr-type subaddr-odd tag source ton number'
      .split(' ')
      .map((field) => `\${CONNECTEDLINE(${field})}`)
      .join('|')})`,
    ...setAndShow('all', '"Zed" <77>'),
    'Set(CONNECTEDLINE(pres,i)=prohib)',
    'Set(CONNECTEDLINE(source,i)=transfer)',
    'NoOp(${CONNECTEDLINE(pres)} ${CONNECTEDLINE(name-pres)} ${CONNECTEDLINE(source)})',
    ...['num-plan', 'name-charset', 'subaddr', 'subaddr-valid', 'subaddr-type', 'subaddr-odd', 'tag', 'num-valid'].map(
      (field, i) => `Set(CONNECTEDLINE(${field},i)=${['5', 'utf8', 'sub', '1', '2', '1', 'mytag', '0'][i]})`,
    ),
    `NoOp(${'all name num name-valid num-valid name-charset num-plan subaddr subaddr-valid subaddr-type subaddr-odd tag'
      .split(' ')
      .map((field) => `\${CONNECTEDLINE(${field})}`)
      .join('|')})`,
    'Set(CONNECTEDLINE(priv-name,i)=pn)',
    'NoOp(${CONNECTEDLINE(priv-name)} ${CONNECTEDLINE(priv-all)})',
  ]);
  expect(shown(pbx)).toEqual([
    '"" <>',
    '"Conn Name" <555>|Conn Name|555|1|1|iso8859-1|allowed_not_screened|0|allowed_not_screened|allowed_not_screened||0|0|0||unknown|0|555',
    '"Zed" <77>',
    'prohib prohib transfer_active',
    '"Zed" <>|Zed||1|0|utf8|5|sub|1|2|1|mytag',
    'pn "pn" <>',
  ]);
});

test('what is wrong with a field or a value is an error, and changes nothing', async () => {
  await using pbx = await run([
    'Set(CONNECTEDLINE(source,i)=bogus)',
    'Set(CONNECTEDLINE(bogus,i)=1)',
    'NoOp(${CONNECTEDLINE(bogus)})',
    ...setAndShow('num-plan', '256'),
    ...setAndShow('num-plan', '-1'),
    ...setAndShow('num-plan', '0x10'),
    ...setAndShow('name-charset', 'UTF8'),
    ...setAndShow('name-charset', 'utf-8'),
    'Set(CONNECTEDLINE(num-pres,i)=bogus)',
    'Set(CONNECTEDLINE(num,q)=9)',
  ]);
  expect(shown(pbx)).toEqual(['', '256', '256', '0', 'utf8', 'utf8']);
  expect(pbx.log.of('error')).toEqual([
    "Unknown connectedline source 'bogus', value unchanged",
    "Unknown connectedline data type 'bogus,i'.",
    "Unknown connectedline data type 'bogus'.",
    "Unknown type-of-number/numbering-plan '-1', value unchanged",
    "Unknown name char-set 'utf-8', value unchanged",
    "Unknown number presentation 'bogus', value unchanged",
  ]);
  expect(pbx.log.of('warning')).toContain("Unrecognized option: 'q'");
});

test('pres is the stricter of name and number', async () => {
  await using pbx = await run([
    'Set(CONNECTEDLINE(all,i)="A" <1>)',
    'Set(CONNECTEDLINE(name-pres,i)=prohib)',
    'NoOp(${CONNECTEDLINE(pres)} ${CONNECTEDLINE(name-pres)} ${CONNECTEDLINE(num-pres)})',
    'Set(CONNECTEDLINE(name-pres,i)=unavailable)',
    'Set(CONNECTEDLINE(num-pres,i)=allowed_passed_screen)',
    'NoOp(${CONNECTEDLINE(pres)} ${CONNECTEDLINE(name-pres)} ${CONNECTEDLINE(num-pres)})',
    ...['prohib_failed_screen'].map((value) => `Set(CONNECTEDLINE(num-pres,i)=${value})`),
    'NoOp(${CONNECTEDLINE(pres)})',
    'Set(CONNECTEDLINE(num-valid,i)=0)',
    'NoOp(${CONNECTEDLINE(pres)} ${CONNECTEDLINE(num-pres)} [${CONNECTEDLINE(num)}])',
  ]);
  expect(shown(pbx)).toEqual([
    'prohib_not_screened prohib allowed_not_screened',
    'allowed_passed_screen unavailable allowed_passed_screen',
    'prohib_failed_screen',
    'unavailable prohib_failed_screen []',
  ]);
});

test('REDIRECTING has who, where to, first and why', async () => {
  const all =
    'from-all to-all orig-all reason count orig-reason from-pres from-num-valid from-ton to-name orig-name-valid pres';
  const show = `NoOp(${all
    .split(' ')
    .map((field) => `\${REDIRECTING(${field})}`)
    .join('|')})`;
  await using pbx = await run([
    show,
    'Set(REDIRECTING(from-num,i)=100)',
    'Set(REDIRECTING(from-name,i)=Alice)',
    'Set(REDIRECTING(to-num,i)=200)',
    'Set(REDIRECTING(orig-num,i)=50)',
    'Set(REDIRECTING(reason,i)=cfb)',
    'Set(REDIRECTING(orig-reason,i)=unconditional)',
    'Set(REDIRECTING(count,i)=2)',
    show,
    'NoOp(${CALLERID(rdnis)})',
    'Set(REDIRECTING(count,i)=x)',
    'Set(REDIRECTING(pres,i)=prohib)',
    'NoOp(${REDIRECTING(count)} ${REDIRECTING(from-pres)} ${REDIRECTING(to-pres)} ${REDIRECTING(orig-pres)} ${REDIRECTING(pres)})',
    'Set(REDIRECTING(bogus,i)=1)',
    'NoOp(${REDIRECTING(from)}${REDIRECTING(from-bogus)})',
    'Set(REDIRECTING(priv-to-num,i)=77)',
    'NoOp(${REDIRECTING(priv-to-num)})',
  ]);
  expect(shown(pbx)).toEqual([
    '"" <>|"" <>|"" <>|unknown|0|unknown|unavailable|0|0||0|unavailable',
    '"Alice" <100>|"" <200>|"" <50>|cfb|2|cfu|allowed_not_screened|1|0||0|allowed_not_screened',
    '100',
    '2 prohib prohib allowed_not_screened prohib',
    '',
    '77',
  ]);
  expect(pbx.log.of('error')).toEqual([
    "Unknown redirecting count 'x', value unchanged",
    "Unknown redirecting data type 'bogus,i'.",
    "Unknown redirecting data type 'from'.",
    "Unknown redirecting data type 'from-bogus'.",
  ]);
});

test('reasons have their usual names, and words of one’s own stay', async () => {
  const reasons = {
    'no-answer': 'cfnr',
    'user-busy': 'cfb',
    CFB: 'cfb',
    'out-of-service': 'out_of_order',
    4: 'cfu',
    'bogus reason': 'bogus reason',
    '': 'unknown',
    vm: 'vm',
  };
  await using pbx = await run(Object.keys(reasons).flatMap((reason) => setAndShow('reason', reason, 'REDIRECTING')));
  expect(new Set(shown(pbx))).toEqual(new Set(Object.values(reasons)));
});

test('CALLERPRES is CALLERID(pres) under its old name', async () => {
  await using pbx = await run([
    'Set(CALLERID(num)=1)',
    'NoOp(${CALLERPRES()})',
    'Set(CALLERPRES()=prohib_passed_screen)',
    'NoOp(${CALLERPRES()} ${CALLERID(pres)})',
    'Set(CALLERPRES()=32)',
    'NoOp(${CALLERPRES()})',
  ]);
  expect(shown(pbx)).toEqual([
    'allowed_not_screened',
    'prohib_passed_screen prohib_passed_screen',
    'prohib_passed_screen',
  ]);
  expect(pbx.log.of('warning').at(-1)).toBe("'32' is not a valid presentation (see 'core show function CALLERPRES')");
});
