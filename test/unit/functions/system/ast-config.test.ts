import { expect, test } from 'vitest';
import { saidValues } from '../../../support/said-values.ts';

test('AST_CONFIG reads options, and counts those that stand several times', async () => {
  const { values, log } = await saidValues(
    [
      'NoOp(${AST_CONFIG(own.conf,general,Name)}|${AST_CONFIG(own.conf,general,nope)}|${AST_CONFIG(nope.conf,a,b)}|${AST_CONFIG(own.conf,zz,b)})',
      'NoOp(${AST_CONFIG(own.conf,general,it)}|${AST_CONFIG(own.conf,general,it,1)}|${AST_CONFIG(own.conf,general,it,-1)}|${AST_CONFIG(own.conf,general,it,9)}|${AST_CONFIG(own.conf,general,it,x)})',
      'NoOp(${AST_CONFIG(own.conf,general)}${AST_CONFIG(own.conf)}${AST_CONFIG()})',
    ],
    { config: { 'own.conf': '[general]\nname=value\nit=1\nit=2\nit=3\n' } },
  );
  expect(values).toEqual(['value|||', '1|2|3||', '']);
  expect(log.of('error')).toEqual([
    'AST_CONFIG() index must be an integer',
    'AST_CONFIG() requires a variable',
    'AST_CONFIG() requires a category',
    'AST_CONFIG() requires an argument',
  ]);
});

test('AST_SORCERY reads objects of pjsip.conf', async () => {
  const { values, log } = await saidValues(
    [
      'NoOp(${AST_SORCERY(res_pjsip,endpoint,alice,context)}|${AST_SORCERY(res_pjsip,aor,alice,max_contacts)}|${AST_SORCERY(res_pjsip,endpoint,none,context)})',
      'NoOp(${AST_SORCERY(res_pjsip,endpoint,alice,set_var)}|${AST_SORCERY(res_pjsip,endpoint,alice,set_var,concat,-)}|${AST_SORCERY(res_pjsip,endpoint,alice,set_var,single,2)})',
      'NoOp(${AST_SORCERY(res_pjsip)}${AST_SORCERY(foo,a,b,c)}${AST_SORCERY(res_pjsip,endpoint,alice,context,x)})',
    ],
    {
      config: {
        'pjsip.conf':
          '[alice]\ntype=endpoint\ncontext=foo\nset_var=A=1\nset_var=B=2\n[alice]\ntype=aor\nmax_contacts=3\n',
      },
    },
  );
  expect(values).toEqual(['foo|3|', 'A=1,B=2|A=1-B=2|B=2', '']);
  expect(log.of('error')).toEqual([
    'Cannot call AST_SORCERY with an empty object type',
    'Failed to retrieve sorcery instance for module foo',
    "Retrieval method must be 'concat' or 'single'",
  ]);
});

test('SYSINFO gives numbers, and refuses what it does not know', async () => {
  const { values, log } = await saidValues([
    'NoOp(${SYSINFO(numcalls)} $[${SYSINFO(totalram)} > 1000] $[${SYSINFO(numprocs)} > 0] $[${SYSINFO(loadavg)} >= 0] $[${SYSINFO(uptime)} >= 0] $[${SYSINFO(freeram)} > 0])',
    'NoOp($[${SYSINFO(bufferram)} >= 0] $[${SYSINFO(totalswap)} >= 0] $[${SYSINFO(freeswap)} >= 0])',
    'NoOp(${SYSINFO(x)}${SYSINFO()})',
  ]);
  expect(values).toEqual(['1 1 1 1 1 1', '1 1 1', '']);
  expect(log.of('error')).toEqual(["Unknown sysinfo parameter type 'x'."]);
});
