import { expect, test } from 'vitest';
import { saidValues } from '../../../support/said-values.ts';

const TABLE = `[udf]
exten => x1,1,Return(\${EXTEN}-\${CONTEXT}-\${PRIORITY}-\${CALLERID(num)})
 same => n(lab),Return(second)
exten => _1X,1,Return(pattern \${EXTEN})
exten => wait,1,Return(\${SHELL(x)}\${EXTEN})
`;

test('EVAL_EXTEN evaluates the argument of a step as if the call were there', async () => {
  const { values, log } = await saidValues(
    [
      'NoOp(${EVAL_EXTEN(udf,x1,1)}|${EVAL_EXTEN(udf,zz,1)}|${EVAL_EXTEN(udf,12,1)}|${EVAL_EXTEN(udf,x1,lab)}|${EVAL_EXTEN(udf,x1,9)})',
      'NoOp(${EVAL_EXTEN(udf,wait,1)} ${EXTEN})',
      'NoOp(${EVAL_EXTEN(foo)}${EVAL_EXTEN()})',
    ],
    { more: TABLE },
  );
  expect(values).toEqual(['x1-udf-1-5551234||pattern 12|second|', 'wait s', '']);
  expect(log.has("Priority 'foo' must be a number > 0, or valid label")).toBe(true);
  expect(log.has('The EVAL_EXTEN function requires an extension')).toBe(true);
});
