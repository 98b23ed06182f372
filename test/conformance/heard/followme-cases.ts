import type { HeardCase, HeardFamily } from './heard-case.ts';

/** FollowMe with these options; the others are called in the order of their steps. */
function follows(name: string, options: string, caller: string, ...called: readonly string[]): HeardCase {
  const profile = `${name}${options === '' ? '' : `,${options}`}`;
  return {
    name,
    calls: [
      { runs: ['Answer()', `FollowMe(${profile})`, 'NoOp(went on)'], says: caller },
      ...called.map((says) => ({ runs: [], says, called: true })),
    ],
  };
}

const cases: readonly HeardCase[] = [
  follows('taken', '', 'quiet 20', 'quiet 4, press 1, quiet 5'),
  follows('declined', '', 'quiet 22', 'quiet 4, press 2, quiet 3'),
  follows('silent', '', 'quiet 30', 'quiet 25'),
  follows('says-status', 's', 'quiet 26', 'quiet 4, press 1, quiet 5'),
  follows('name-recorded', 'a', 'quiet 5, hum 2, press #, quiet 22', 'quiet 6, press 1, quiet 4'),
  follows('cannot-be-reached', 'n', 'quiet 22', 'quiet 4, press 2, quiet 3'),
  follows('second-takes', '', 'quiet 34', 'quiet 4, press 2, quiet 3', 'quiet 4, press 1, quiet 4'),
  { name: 'no-profile', calls: [{ runs: ['Answer()', 'FollowMe(nobody)', 'NoOp(went on)'], says: 'quiet 3' }] },
];

/** What those who call and those who are called hear when somebody is looked for. */
export const followmeCases: HeardFamily = {
  name: 'followme',
  files: {
    'followme.conf': [
      '[general]',
      ...cases.flatMap(({ name, calls }) => [
        `[${name}]`,
        'context=says',
        ...calls.flatMap(({ called }, at) => (called ? [`number=>${name}-${at + 1},14,${at}`] : [])),
      ]),
      '',
    ].join('\n'),
  },
  cases,
};
