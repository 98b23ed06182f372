import { expect, test } from 'vitest';
import { composeRegistry } from '../../../src/cli/composed-registry.ts';
import { asteriskApplications, asteriskFunctions } from '../../../src/extend/inventory.ts';
import { managerActionKind, managerEventKind } from '../../../src/extend/kinds.ts';
import {
  actionWaitsFor,
  applicationWaitsFor,
  eventWaitsFor,
  functionWaitsFor,
  whyActionRefused,
  whyApplicationRefused,
  whyEventRefused,
  whyFunctionRefused,
} from '../../../src/extend/not-built.ts';

test('what is built is neither refused nor waiting', () => {
  const registry = composeRegistry();
  const built = [
    ...asteriskApplications
      .filter((name) => registry.application(name.toLowerCase()))
      .filter((name) => whyApplicationRefused(name) ?? applicationWaitsFor(name)),
    ...asteriskFunctions
      .filter((name) => registry.function(name))
      .filter((name) => whyFunctionRefused(name) ?? functionWaitsFor(name)),
    ...registry
      .list(managerActionKind)
      .map(({ name }) => name)
      .filter((name) => whyActionRefused(name) ?? actionWaitsFor(name)),
    ...registry
      .list(managerEventKind)
      .map(({ name }) => name)
      .filter((name) => whyEventRefused(name) ?? eventWaitsFor(name)),
  ];
  expect(built).toEqual([]);
});

test('a refused name says why, in any case', () => {
  expect(whyApplicationRefused('speechcreate')).toContain('speech recognition');
  expect(whyFunctionRefused('ODBC')).toContain('ODBC');
  expect(whyFunctionRefused('LEN')).toBeUndefined();
  expect(functionWaitsFor('QUEUE_EXISTS')).toBe('call queues');
});
