import type { HeardCall, HeardCase, HeardFamily } from './heard-case.ts';

/** A call that leaves a message: VoiceMail with these options, for the case's own mailbox. */
function leaves(
  name: string,
  options: string,
  says: string,
  more: Partial<HeardCase> & Partial<Pick<HeardCall, 'context'>> = {},
): HeardCase {
  const { context, ...rest } = more;
  const runs = [`VoiceMail({box}${options === '' ? '' : `,${options}`})`];
  return { name, mailbox: '', calls: [{ runs, says, ...(context && { context }) }], ...rest };
}

/** A call that hears messages: VoiceMailMain with these arguments. */
function hears(name: string, args: string, says: string, more: Partial<HeardCase> = {}): HeardCase {
  return { name, mailbox: '', calls: [{ runs: [`VoiceMailMain(${args})`], says }], ...more };
}

/** A message of three seconds and its end by #, once the instructions (5.7 s) and the beep are over. */
const MESSAGE = 'quiet 6.7, hum 3, press #, quiet 3';
/** The same where nothing is said before the beep. */
const AT_ONCE = 'quiet 1, hum 3.2, press #, quiet 3';

/** What VMAuthenticate has found out. */
const AUTHENTICATED = 'NoOp(knows ${AUTH_MAILBOX})';

/** What VoiceMail and VoiceMailMain say and do. */
export const voicemailCases: HeardFamily = {
  name: 'voicemail',
  files: {},
  mailboxes: 'maxsilence=3\nminpassword=2\n',
  cases: [
    leaves('plain', '', MESSAGE),
    leaves('hangs-up-talking', 's', 'quiet 1, hum 3'),
    leaves('hangs-up-in-greeting', 'u', 'quiet 1'),
    leaves('hangs-up-in-intro', '', 'quiet 2'),
    leaves('hangs-up-in-beep', 's', 'quiet 0.2', { differs: 'nobody has a message that nobody has spoken' }),
    leaves('too-short-hangup', 's', 'quiet 1, hum 1', { mailbox: 'minsecs=3' }),
    leaves('too-short-pound', 's', 'quiet 1, hum 1, press #, quiet 6', { mailbox: 'minsecs=3' }),
    leaves('silence-ends', 's', 'quiet 1, hum 2, quiet 8'),
    leaves('says-nothing', 's', 'quiet 9'),
    leaves('time-ends', 's', 'quiet 1, hum 6, quiet 2', { mailbox: 'maxsecs=4' }),
    leaves('busy', 'b', `quiet 8, ${MESSAGE}`),
    leaves('unavailable', 'u', `quiet 8, ${MESSAGE}`),
    leaves('busy-own', 'b', `quiet 1.5, ${MESSAGE}`, { holds: { greetings: ['busy', 'greet'] } }),
    leaves('unavailable-named', 'u', `quiet 3, ${MESSAGE}`, { holds: { greetings: ['greet', 'busy'] } }),
    leaves('temporary', 'b', `quiet 1.5, ${MESSAGE}`, { holds: { greetings: ['temp', 'busy'] } }),
    leaves('temporary-bare', '', `quiet 1.5, ${MESSAGE}`, { holds: { greetings: ['temp', 'busy'] } }),
    leaves('busy-short', 'bs', `quiet 8, ${AT_ONCE}`),
    leaves('short-own', 'uS', `quiet 1.5, ${AT_ONCE}`, { holds: { greetings: ['unavail'] } }),
    leaves('short-not-own', 'uS', `quiet 8, ${MESSAGE}`),
    leaves('urgent', 'sU', AT_ONCE),
    leaves('priority', 'sP', AT_ONCE),
    leaves('other-beep', 'st(auth-thankyou)', AT_ONCE),
    leaves('no-beep', 'st', AT_ONCE),
    leaves('louder', 'sg(6)', AT_ONCE),
    leaves('early', 'se', AT_ONCE),
    leaves('early-greeting', 'ue', `quiet 8, ${MESSAGE}`),
    leaves('pound-skips', 'u', `quiet 2, press #, ${AT_ONCE}`),
    leaves('pound-skips-intro', '', `quiet 2, press #, ${AT_ONCE}`),
    leaves('operator', '', 'quiet 2, press 0, quiet 3', { mailbox: 'operator=yes' }),
    leaves('operator-in-greeting', 'b', 'quiet 1, press 0, quiet 3', { mailbox: 'operator=yes' }),
    leaves('no-operator', '', `quiet 2, press 0, quiet 5, ${AT_ONCE}`),
    leaves('operator-lacking', '', `quiet 2, press 0, quiet 5, ${AT_ONCE}`, {
      mailbox: 'operator=yes',
      context: 'bare',
    }),
    leaves('operator-says-nothing', 's', 'quiet 1, hum 2, press 0, quiet 14', { mailbox: 'operator=yes' }),
    leaves('operator-marks', 's', 'quiet 1, hum 2, press 0, quiet 2, press 4, quiet 8', { mailbox: 'operator=yes' }),
    leaves('operator-hangs-up', 's', 'quiet 1, hum 2, press 0, quiet 3', {
      mailbox: 'operator=yes',
      leavesEarly: true,
    }),
    leaves('operator-keeps', 's', 'quiet 1, hum 2, press 0, quiet 2, press 1, quiet 5', {
      mailbox: 'operator=yes',
    }),
    leaves('operator-review', 's', 'quiet 1, hum 2, press #, quiet 3, press 0, quiet 2, press 1, quiet 5', {
      mailbox: 'operator=yes|review=yes',
    }),
    leaves('star', '', 'quiet 2, press *, quiet 2'),
    leaves('star-in-greeting', 'u', 'quiet 1, press *, quiet 2'),
    leaves('star-lacking', '', `quiet 2, press *, quiet 5, ${AT_ONCE}`, { context: 'bare' }),
    leaves('star-talking', 's', 'quiet 1, hum 2, press *, hum 1.5, press #, quiet 2'),
    leaves('exit-context', '', 'quiet 2, press *, quiet 2', { mailbox: 'exitcontext=box', context: 'bare' }),
    leaves('digit', 'd', 'quiet 2, press 5, quiet 2'),
    leaves('digit-elsewhere', 'd(digits)', 'quiet 2, press 7, quiet 2'),
    leaves('digit-not-there', 'd(digits)', `quiet 2, press 5, quiet 5, ${AT_ONCE}`),
    leaves('digit-in-greeting', 'ud(digits)', 'quiet 1, press 7, quiet 2'),
    leaves('digit-not-wanted', '', `quiet 2, press 5, quiet 5, ${AT_ONCE}`),
    { name: 'no-box', calls: [{ runs: ['VoiceMail(nobody,u)'], says: 'quiet 3' }] },
    { name: 'no-context', calls: [{ runs: ['VoiceMail(1000@nowhere)'], says: 'quiet 3' }] },
    leaves('full', 'u', 'quiet 16', { mailbox: 'maxmsg=1', holds: { messages: { INBOX: 1 } } }),
    leaves('greets-only', 'u', 'quiet 10', { mailbox: 'maxmsg=0' }),
    leaves('review-keeps', 's', 'quiet 1, hum 2, press #, quiet 3, press 1, quiet 4', {
      mailbox: 'review=yes',
    }),
    leaves('review-hears', 's', 'quiet 1, hum 2, press #, quiet 3, press 2, quiet 4, press 1, quiet 4', {
      mailbox: 'review=yes',
    }),
    leaves(
      'review-again',
      's',
      'quiet 1, hum 2, press #, quiet 3, press 3, quiet 8, hum 3, press #, quiet 3, press 1, quiet 4',
      { mailbox: 'review=yes' },
    ),
    leaves('review-marks', 's', 'quiet 1, hum 2, press #, quiet 3, press 4, quiet 4, press 1, quiet 4', {
      mailbox: 'review=yes',
    }),
    leaves('review-odd', 's', 'quiet 1, hum 2, press #, quiet 3, press 9, quiet 5, press 1, quiet 4', {
      mailbox: 'review=yes',
    }),
    leaves('review-hangs-up', 's', 'quiet 1, hum 2, press #, quiet 4', { mailbox: 'review=yes', leavesEarly: true }),
    leaves('review-marks-hangs-up', 's', 'quiet 1, hum 2, press #, quiet 3, press 4, quiet 1', {
      mailbox: 'review=yes',
      leavesEarly: true,
    }),
    leaves('review-too-short', 's', 'quiet 1, hum 1, press #, quiet 3, press 1, quiet 6, press 1, quiet 4', {
      mailbox: 'review=yes|minsecs=3',
    }),

    hears('empty', '{box},s', 'quiet 13.5, press #, quiet 3'),
    hears('log-in', '{box}', 'quiet 2, press 4321#, quiet 22, press #, quiet 3', {
      holds: { messages: { INBOX: 2, Old: 1 } },
    }),
    hears('log-in-by-number', '', 'quiet 3, press {box}#, quiet 2, press 4321#, quiet 5, press #, quiet 3'),
    hears('wrong-password', '{box}', 'quiet 2, press 1#, quiet 4, press 2#, quiet 4, press 3#, quiet 6'),
    hears('star-in-password', '{box}', 'quiet 2, press *, quiet 3'),
    hears('says-no-password', '{box}', 'quiet 13.5'),
    hears(
      'listens',
      '{box},s',
      'quiet 21, press 1, quiet 13.5, press 6, quiet 13.5, press 4, quiet 13.5, press 5, quiet 13.5, press #, quiet 3',
      { holds: { messages: { INBOX: 2 } } },
    ),
    hears(
      'deletes',
      '{box},s',
      'quiet 21, press 1, quiet 13.5, press 7, quiet 11, press 7, quiet 11, press 7, quiet 11, press #, quiet 3',
      { holds: { messages: { INBOX: 2 } } },
    ),
    hears(
      'envelope',
      '{box},s',
      'quiet 21, press 1, quiet 13.5, press 3, quiet 8, press 3, quiet 13.5, press #, quiet 3',
      {
        holds: { messages: { INBOX: 1 } },
      },
    ),
    hears('saves', '{box},s', 'quiet 21, press 1, quiet 13.5, press 9, quiet 11, press 2, quiet 11, press #, quiet 3', {
      holds: { messages: { INBOX: 1 } },
    }),
    hears(
      'other-folder',
      '{box},s',
      'quiet 22, press 2, quiet 6, press 1, quiet 6, press 1, quiet 13.5, press #, quiet 3',
      {
        holds: { messages: { INBOX: 1, Old: 1 } },
      },
    ),
    hears('folder-at-once', '{box},sa(1)', 'quiet 13.5, press #, quiet 3', { holds: { messages: { Old: 2 } } }),
    hears('help', '{box},s', 'quiet 21, press *, quiet 14, press #, quiet 3', {
      holds: { messages: { INBOX: 1 } },
    }),
    hears('options', '{box},s', 'quiet 21, press 0, quiet 18, press *, quiet 10, press #, quiet 3'),
    hears(
      'records-greeting',
      '{box},s',
      'quiet 5, press 0, quiet 3, press 1, quiet 8, hum 2, press #, quiet 4, press 1, quiet 5, press *, quiet 4, press #, quiet 3',
    ),
    hears('said-with-caller', '{box},s', 'quiet 21, press 1, quiet 16, press #, quiet 3', {
      mailbox: 'saycid=yes|envelope=no|sayduration=no',
      holds: { messages: { INBOX: 1 } },
    }),
    hears('goes-on-after-command', '{box},s', 'quiet 21, press 1, quiet 13.5, press 7, quiet 16, press #, quiet 3', {
      mailbox: 'nextaftercmd=yes',
      holds: { messages: { INBOX: 2 } },
    }),
    hears(
      'changes-password',
      '{box},s',
      'quiet 5, press 0, quiet 3, press 5, quiet 4.5, press 567#, quiet 4.5, press 567#, quiet 6, press *, quiet 4, press #, quiet 3',
    ),
    hears(
      'changes-password-badly',
      '{box},s',
      'quiet 5, press 0, quiet 3, press 5, quiet 4.5, press 567#, quiet 4.5, press 568#, quiet 8, press *, quiet 4, press #, quiet 3',
    ),
    hears(
      'password-too-short',
      '{box},s',
      'quiet 5, press 0, quiet 3, press 5, quiet 4.5, press 5#, quiet 9, press *, quiet 4, press #, quiet 3',
    ),
    hears(
      'records-name',
      '{box},s',
      'quiet 5, press 0, quiet 3, press 3, quiet 6, hum 2, press #, quiet 4, press 1, quiet 5, press *, quiet 4, press #, quiet 3',
    ),
    hears(
      'records-busy',
      '{box},s',
      'quiet 5, press 0, quiet 3, press 2, quiet 7, hum 2, press #, quiet 4, press 1, quiet 5, press *, quiet 4, press #, quiet 3',
    ),
    hears(
      'records-temporary',
      '{box},s',
      'quiet 5, press 0, quiet 3, press 4, quiet 8.5, hum 2, press #, quiet 4, press 1, quiet 5, press *, quiet 4, press #, quiet 3',
    ),
    hears(
      'removes-temporary',
      '{box},s',
      'quiet 5, press 0, quiet 3, press 4, quiet 4, press 2, quiet 5, press *, quiet 6, press *, quiet 4, press #, quiet 3',
      {
        holds: { greetings: ['temp'] },
      },
    ),
    hears('temporary-reminds', '{box},s', 'quiet 9, press #, quiet 3', {
      mailbox: 'tempgreetwarn=yes',
      holds: { greetings: ['temp'] },
    }),
    hears('wrong-then-right', '{box}', 'quiet 2, press 1#, quiet 5, press 4321#, quiet 5, press #, quiet 3'),
    hears('prefix', '1,p', 'quiet 3, press {rest}#, quiet 2, press 4321#, quiet 5, press #, quiet 3'),
    hears('nobody', '', 'quiet 3, press 5#, quiet 2, press 4321#, quiet 6, press *, quiet 3'),
    hears('read-only', '{box},sr', 'quiet 21, press 1, quiet 13.5, press 7, quiet 9.5, press #, quiet 3', {
      holds: { messages: { INBOX: 1 } },
    }),
    hears('urgent-and-new', '{box},s', 'quiet 25, press 1, quiet 14, press #, quiet 3', {
      holds: { messages: { Urgent: 1, INBOX: 1, Old: 2 } },
    }),
    hears('old-alone', '{box},s', 'quiet 21, press 1, quiet 13.5, press #, quiet 3', {
      holds: { messages: { Old: 1 } },
    }),
    hears('keeps-heard', '{box},s', 'quiet 21, press 1, quiet 14, press #, quiet 3', {
      mailbox: 'moveheard=no',
      holds: { messages: { INBOX: 1 } },
    }),
    hears(
      'folder-full',
      '{box},s',
      'quiet 21, press 1, quiet 13.5, press 9, quiet 11, press 2, quiet 9, press #, quiet 3',
      {
        mailbox: 'maxmsg=1',
        holds: { messages: { INBOX: 1, Work: 1 } },
      },
    ),
    hears(
      'folder-cancelled',
      '{box},s',
      'quiet 21, press 1, quiet 13.5, press 9, quiet 3, press #, quiet 5, press #, quiet 3',
      {
        holds: { messages: { INBOX: 1 } },
      },
    ),
    hears('hangs-up-deleted', '{box},s', 'quiet 21, press 1, quiet 13.5, press 7, quiet 1', {
      leavesEarly: true,
      holds: { messages: { INBOX: 2 } },
    }),
    hears('before-the-first', '{box},s', 'quiet 21, press 1, quiet 13.5, press 4, quiet 5, press #, quiet 3', {
      holds: { messages: { INBOX: 2 } },
    }),
    hears('after-the-last', '{box},s', 'quiet 21, press 1, quiet 13.5, press 6, quiet 5, press #, quiet 3', {
      holds: { messages: { INBOX: 1 } },
    }),
    hears('saves-unheard', '{box},s', 'quiet 21, press 9, quiet 6, press #, quiet 3', {
      holds: { messages: { INBOX: 1 } },
    }),
    {
      name: 'authenticates',
      mailbox: '',
      calls: [
        { runs: ['VMAuthenticate()', AUTHENTICATED], says: 'quiet 3, press {box}#, quiet 2, press 4321#, quiet 3' },
      ],
    },
    {
      name: 'authenticates-silently',
      mailbox: '',
      calls: [
        { runs: ['VMAuthenticate(,s)', AUTHENTICATED], says: 'quiet 3, press {box}#, quiet 2, press 4321#, quiet 3' },
      ],
    },
    {
      name: 'authenticates-a-box',
      mailbox: '',
      calls: [
        { runs: ['VMAuthenticate({box},s)', AUTHENTICATED], says: 'quiet 3, press 1#, quiet 4, press 4321#, quiet 3' },
      ],
    },
    {
      name: 'does-not-authenticate',
      mailbox: '',
      calls: [
        {
          runs: ['VMAuthenticate({box})', AUTHENTICATED],
          says: 'quiet 3, press 1#, quiet 5, press 2#, quiet 5, press 3#, quiet 5',
        },
      ],
    },
  ],
};
