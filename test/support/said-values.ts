import { openDialplan } from './dialplan-house.ts';
import type { TestLog, TestPbxOptions } from './test-pbx.ts';

/** What a call made of a dialplan: the arguments of its NoOp steps in order, and everything that was logged. */
export interface SaidValues {
  readonly values: string[];
  readonly log: TestLog;
}

/** Runs the steps one after another on a call from 5551234, and gives what each `NoOp(…)` was given. */
export async function saidValues(
  steps: readonly string[],
  options: Omit<TestPbxOptions, 'config'> & { readonly config?: TestPbxOptions['config']; readonly more?: string } = {},
): Promise<SaidValues> {
  const { more = '', ...house } = options;
  const lines = [
    '[probe]',
    'exten => s,1,Set(CALLERID(num)=5551234)',
    ...steps.map((step) => ` same => n,${step.replaceAll(';', '\\;')}`),
  ];
  const { test, call, close } = await openDialplan(`${lines.join('\n')}\n${more}\n`, house);
  await call('s', 'probe');
  await close();
  const values = test.log.of('verbose').flatMap((line) => {
    const [, value] = /^Executing \[[^\]]*\] NoOp\("[^"]*", "(.*)"\) in new stack$/s.exec(line) ?? [];
    return value === undefined ? [] : [value];
  });
  return { values, log: test.log };
}
