import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { type CallerReport, calleeWithSipp, callWithSipp, haveSipp } from '../support/sipp.ts';
import type { CalleeBehaviour, CallerScript } from '../support/sipp-scenario.ts';

const asterisk = asteriskTarget();
const CALLEE_PORT = 25071;

const SIP_CONF = `[general]
udpbindaddr=127.0.0.1:${SIP_PORT}
context=nowhere
alwaysauthreject=yes
allowguest=no
[trunk]
type=peer
host=127.0.0.1
port=25090
insecure=invite
context=calls
disallow=all
allow=ulaw
directmedia=no
[phone]
type=friend
host=dynamic
secret=right
context=calls
disallow=all
allow=ulaw
[absent]
type=friend
host=dynamic
secret=whatever
context=calls
[callee]
type=peer
host=127.0.0.1
port=${CALLEE_PORT}
context=calls
disallow=all
allow=ulaw
directmedia=no
`;

const NOTE = 'Set(GLOBAL(seen)=${DIALSTATUS}/${HANGUPCAUSE}/${ANSWEREDTIME}/${DIALEDPEERNUMBER})';
const DIALPLAN = `[general]
[globals]
seen=none
left=none
[nowhere]
[calls]
exten => callee,1,Dial(SIP/callee,2)
 same => n,${NOTE}
 same => n,Hangup()
exten => stay,1,Dial(SIP/callee,2,g)
 same => n,${NOTE}
 same => n,Hangup()
exten => absent,1,Dial(SIP/absent,2)
 same => n,${NOTE}
exten => nobody,1,Dial(SIP/nobody,2)
 same => n,${NOTE}
 same => n,Hangup()
exten => notech,1,Dial(Smoke/signals,2)
 same => n,${NOTE}
 same => n,Hangup()
exten => cause,1,Hangup(17)
exten => busy,1,Busy()
exten => congested,1,Congestion()
exten => h,1,Set(GLOBAL(left)=\${DIALSTATUS}/\${HANGUPCAUSE})
`.replace(NOTE, () => NOTE);

interface Case {
  readonly name: string;
  readonly caller: CallerScript;
  readonly callee?: CalleeBehaviour;
}

const CASES: readonly Case[] = [
  {
    name: 'answered, the caller hangs up',
    caller: { exten: 'callee', hangUpAfterMs: 1300 },
    callee: { kind: 'answer' },
  },
  {
    name: 'answered, the callee hangs up',
    caller: { exten: 'callee' },
    callee: { kind: 'answer', hangUpAfterMs: 1300 },
  },
  {
    name: 'answered, the callee hangs up, the dialplan goes on',
    caller: { exten: 'stay' },
    callee: { kind: 'answer', hangUpAfterMs: 1300 },
  },
  { name: 'busy', caller: { exten: 'callee' }, callee: { kind: 'refuse', status: 486, reason: 'Busy Here' } },
  { name: 'declined', caller: { exten: 'callee' }, callee: { kind: 'refuse', status: 603, reason: 'Decline' } },
  {
    name: 'not found at the callee',
    caller: { exten: 'callee' },
    callee: { kind: 'refuse', status: 404, reason: 'Not Found' },
  },
  {
    name: 'overloaded callee',
    caller: { exten: 'callee' },
    callee: { kind: 'refuse', status: 503, reason: 'Service Unavailable' },
  },
  { name: 'no answer', caller: { exten: 'callee' }, callee: { kind: 'ring' } },
  { name: 'cancelled', caller: { exten: 'callee', cancelAfterMs: 800 }, callee: { kind: 'ring' } },
  { name: 'not registered', caller: { exten: 'absent' } },
  { name: 'no such peer', caller: { exten: 'nobody' } },
  { name: 'no such technology', caller: { exten: 'notech' } },
  { name: 'hung up with a cause', caller: { exten: 'cause' } },
  { name: 'Busy()', caller: { exten: 'busy' } },
  { name: 'Congestion()', caller: { exten: 'congested' } },
  { name: 'unknown extension', caller: { exten: 'missing' } },
  { name: 'wrong password', caller: { exten: 'callee', user: 'phone', password: 'wrong' } },
  { name: 'unknown user', caller: { exten: 'callee', user: 'stranger', password: 'wrong' } },
];

/** What is compared: the SIP status, and what the dialplan saw. */
interface Seen {
  readonly status: number;
  readonly afterDial: string;
  readonly inHangup: string;
}

async function play(running: Running, one: Case): Promise<Seen> {
  running.rx('dialplan set global seen none');
  running.rx('dialplan set global left none');
  const callee = one.callee && (await calleeWithSipp(CALLEE_PORT, one.callee));
  let report: CallerReport;
  try {
    // a caller with credentials comes from elsewhere than the trunk, which is known by its port
    report = await callWithSipp(SIP_PORT, one.caller.user ? 25091 : 25090, one.caller);
  } finally {
    await callee?.stop();
  }
  const globals = running.rx('dialplan show globals');
  const value = (name: string): string => new RegExp(`^\\s*${name}=(.*)$`, 'm').exec(globals)?.[1]?.trim() ?? '';
  return { status: report.finalStatus, afterDial: value('seen'), inHangup: value('left') };
}

describe.skipIf(!haveSipp || !asterisk)(
  'the same calls on a real Asterisk (needs sipp, and ASTERISK_ROOT or an installed Asterisk)',
  () => {
    const theirs = new Map<string, Seen>();
    const ours = new Map<string, Seen>();

    beforeAll(async () => {
      for (const [target, seen] of [
        [asterisk, theirs],
        [asterismTarget(), ours],
      ] as const) {
        if (!target) continue;
        const running = await target.start({
          ...BASE_FILES,
          'pjsip.conf': '',
          'sip.conf': SIP_CONF,
          'extensions.conf': DIALPLAN,
        });
        try {
          for (const one of CASES) seen.set(one.name, await play(running, one));
        } finally {
          await running.stop();
        }
      }
    }, 600_000);

    afterAll(() => {
      theirs.clear();
      ours.clear();
    });

    for (const one of CASES) {
      test(`${one.name}: the same SIP status, DIALSTATUS, HANGUPCAUSE and variables`, () => {
        expect(ours.get(one.name)).toEqual(theirs.get(one.name));
      });
    }
  },
);
