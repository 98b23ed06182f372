import { expect, test } from 'vitest';
import { saidValues } from '../../../support/said-values.ts';

const KEY = '1234567890123456';

test('AES_ENCRYPT and AES_DECRYPT agree with a real Asterisk', async () => {
  const { values, log } = await saidValues([
    `NoOp(\${AES_ENCRYPT(${KEY},hello world)})`,
    `NoOp(\${AES_DECRYPT(${KEY},hboNrw3cHlLL1NW4oHN/hg==)})`,
    `NoOp(\${AES_ENCRYPT(${KEY},a,b c,d e f g h i j k l)})`,
    'NoOp(${AES_ENCRYPT(short,hello)})',
    `NoOp(\${AES_ENCRYPT(${KEY})})`,
    `NoOp(\${AES_DECRYPT(${KEY},\${AES_ENCRYPT(${KEY},Grüße)})})`,
  ]);
  expect(values).toEqual([
    'hboNrw3cHlLL1NW4oHN/hg==',
    'hello world',
    '6nUvMPKPdd2+hZMbQuuqCRi0fCDeTNcPLK8e/+Uq+Ts=',
    '',
    '',
    'Grüße',
  ]);
  expect(log.has('<key> parameter must be exactly 16 characters!')).toBe(true);
  expect(log.has('Syntax: AES_ENCRYPT(<key>,<data>) - missing argument!')).toBe(true);
});

test('ICONV converts, ends at what a charset lacks, and knows TRANSLIT and IGNORE', async () => {
  const { values, log } = await saidValues([
    'NoOp(${ICONV(utf-8,latin1,abc)}|${ICONV(latin1,utf-8,é)}|${ICONV(utf-8,latin1,Ã©)})',
    'NoOp(${ICONV(utf-8,ascii,aéb)}|${ICONV(utf-8,ascii//TRANSLIT,aéb€)}|${ICONV(utf-8,ascii//IGNORE,aéb)}|${ICONV(utf-8,latin1,é)})',
    'NoOp(${ICONV(foo,bar,abc)}|${ICONV(utf-8)}|${ICONV(cp1251,utf-8,Ï)})',
  ]);
  expect(values).toEqual(['abc|Ã©|é', 'a|aeb?|ab|é', '||ГЏ']);
  expect(log.has('Iconv: illegal character.')).toBe(true);
  expect(log.has("conversion from 'foo' to 'bar' not available")).toBe(true);
});
