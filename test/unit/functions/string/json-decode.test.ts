import { expect, test } from 'vitest';
import { saidValues } from '../../../support/said-values.ts';

const JSON_TEXT = '{"a":"x","b":2,"c":true,"d":null,"e":[1,2,{"k":"v"}],"f":{"g":"h","i.j":7},"h":1.5,"x.y":"dotted"}';

test('JSON_DECODE finds values of every type, by keys, indexes and separators', async () => {
  const { values } = await saidValues([
    `Set(j=${JSON_TEXT})`,
    'NoOp(${JSON_DECODE(j,a)}|${JSON_DECODE(j,b)}|${JSON_DECODE(j,e)}|${JSON_DECODE(j,f)}|${JSON_DECODE(j,zz)})',
    'NoOp(${JSON_DECODE(j,c)}|${JSON_DECODE(j,d)}|${JSON_DECODE(j,h)})',
    'NoOp(${JSON_DECODE(j,f.g)}|${JSON_DECODE(j,e.2.k)}|${JSON_DECODE(j,x.y)}|${JSON_DECODE(j,f/i.j,/)}|${JSON_DECODE(j,e,.,c)}|${JSON_DECODE(j,a.b)})',
  ]);
  expect(values).toEqual(['x|2|[1,2,{"k":"v"}]|{"g":"h","i.j":7}|', '1||1.5', 'h|v|dotted|7|3|']);
});

test('JSON_DECODE tells whole numbers to their last digit, and refuses what is too deep or too large', async () => {
  const { values, log } = await saidValues([
    'Set(j={"a":9007199254740993,"b":[1.10,1e2,1e-7,0.0,12345678901234567890123.0,-2.5],"c":1.10})',
    'NoOp(${JSON_DECODE(j,a)}|${JSON_DECODE(j,b)}|${JSON_DECODE(j,b.0)}|${JSON_DECODE(j,c)}|${JSON_DECODE(j,a.b)}|${JSON_DECODE(j,a,.,c)})',
    `Set(deep={"a":${'['.repeat(2100)}${']'.repeat(2100)}})`,
    'NoOp(${JSON_DECODE(deep,a)})',
    'Set(large={"a":1e999})',
    'NoOp(${JSON_DECODE(large,a)})',
  ]);
  expect(values).toEqual([
    '9007199254740993|[1.1000000000000001,100.0,9.9999999999999995e-8,0.0,1.2345678901234568e22,-2.5]|1.1|1.1||',
    '',
    '',
  ]);
  expect(log.of('warning')).toHaveLength(2);
});

test('JSON_DECODE tells what is missing or no JSON', async () => {
  const { values, log } = await saidValues([
    'Set(s=hello)',
    'NoOp(${JSON_DECODE(s,a)}|${JSON_DECODE(s)}|${JSON_DECODE()}|${JSON_DECODE(nosuch,a)})',
  ]);
  expect(values).toEqual(['|||']);
  expect(log.of('warning').map((line) => line.replace(/ \[.*/, ''))).toEqual([
    'Failed to parse as JSON: hello',
    'JSON_DECODE requires a key',
    'JSON_DECODE requires a variable name',
  ]);
});

test('STRBETWEEN puts a text between each two characters', async () => {
  const { values, log } = await saidValues([
    'Set(s=hello big)',
    'NoOp(${STRBETWEEN(s,-)}|${STRBETWEEN(s,ab)}|${STRBETWEEN(s,)}|${STRBETWEEN(nosuch,x)}|${STRBETWEEN(s,a\\,b)})',
    'NoOp(${STRBETWEEN(s)}|${STRBETWEEN(s,a,b)})',
  ]);
  expect(values).toEqual([
    'h-e-l-l-o- -b-i-g|habeablablaboab abbabiabg|hello big||ha,bea,bla,bla,boa,b a,bba,bia,bg',
    '|',
  ]);
  expect(log.of('error')).toHaveLength(2);
});
