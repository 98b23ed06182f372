import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { functionKind } from '../../src/extend/kinds.ts';
import { openTrial, registry, type Trial } from './any-arguments.ts';
import { randomPairs, randomTexts, shown } from './random-text.ts';

const functions = registry.list(functionKind);
const readable = functions.filter(({ read }) => read).map(({ name }) => name);
const writable = functions.filter(({ write }) => write).map(({ name }) => name);

/** Where that which writes files has them. */
const FOLDER: Readonly<Record<string, string>> = { FILE: '${ASTSPOOLDIR}/' };

describe('whatever its arguments', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await openTrial(
      new Map([
        ...readable.map((name) => [`read-${name}`, `Set(GOT=${'${'}${name}(${'${A}'})})`] as const),
        ...writable.map((name) => [`write-${name}`, `Set(${name}(${FOLDER[name] ?? ''}${'${A}'})=${'${B}'})`] as const),
      ]),
    );
  });
  afterAll(() => trial.close());

  test.each(readable)('%s can be read, and neither crashes nor leaves a channel', async (name) => {
    for (const text of randomTexts) expect(await trial.play(`read-${name}`, text), shown(text)).toBe('');
  });

  test.each(writable)('%s can be written, and neither crashes nor leaves a channel', async (name) => {
    for (const [text, value] of randomPairs)
      expect(await trial.play(`write-${name}`, text, value), shown(text, value)).toBe('');
  });
});
