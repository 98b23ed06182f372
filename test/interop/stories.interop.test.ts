import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { missingPhones, phoneKinds, usualPhones } from '../../examples/kit/phone-kind.ts';
import { missingPackages, playStory, type Story } from '../../examples/kit/story.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');
// The kit is what stories are made with, and none itself.
const names = readdirSync(EXAMPLES).filter((name) => name !== 'kit' && existsSync(join(EXAMPLES, name, 'story.ts')));
const stories = await Promise.all(
  names.map(async (name) => {
    const { story } = (await import(pathToFileURL(join(EXAMPLES, name, 'story.ts')).href)) as { readonly story: Story };
    return { name, story, missing: missingPackages(story) };
  }),
);

/** Played with each kind of phones, as it is the shortest. */
const WITH_ALL_PHONES = 'cdr-notes';
const played = stories.flatMap((one) =>
  phoneKinds
    .filter((kind) => kind === usualPhones || one.name === WITH_ALL_PHONES)
    .map((kind) => ({ ...one, kind, missing: [...one.missing, ...missingPhones(kind)] })),
);

/** What `npm run example NAME` plays: each example, its phones and its servers, from start to end; a few at once, as most of it is waiting. */
describe('the examples tell the truth', () => {
  for (const { name, story, kind, missing } of played) {
    const title = `${name}, with phones of ${kind}${missing.length === 0 ? '' : ` (needs ${missing.join(', ')})`}`;
    test.skipIf(missing.length > 0).concurrent(title, { timeout: 240_000 }, async () => {
      const told: string[] = [];
      const steps = await playStory(name, story, (line) => told.push(line), kind).catch((error: unknown) => {
        throw new Error(`${told.join('\n')}\n${error instanceof Error ? error.message : String(error)}`);
      });
      expect(steps.length).toBeGreaterThan(1);
      expect(told.filter((line) => line.startsWith('FAIL'))).toEqual([]);
    });
  }
});
