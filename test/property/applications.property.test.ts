import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applicationKind } from '../../src/extend/kinds.ts';
import { openTrial, registry, type Trial } from './any-arguments.ts';
import { randomTexts, shown } from './random-text.ts';

const names = registry.list(applicationKind).map(({ name }) => name);

describe('whatever its arguments', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await openTrial(new Map(names.map((name) => [name, `${name}(${'${A}'})`])));
  });
  afterAll(() => trial.close());

  test.each(names)('%s neither crashes nor leaves a channel, and says where it was', async (name) => {
    for (const text of randomTexts) expect(await trial.play(name, text), shown(text)).toBe('');
  });
});
