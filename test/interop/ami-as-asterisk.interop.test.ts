import { beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Running } from '../../bench/target.ts';
import { systemClock } from '../../src/base/clock.ts';
import { AmiClient, type AmiMessage } from '../../src/clients/ami/index.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import { type EventsHeard, eventsHeard } from '../support/events-heard.ts';
import { calleeWithSipp, callWithSipp, haveSipp } from '../support/sipp.ts';

const asterisk = asteriskTarget();
const SIP_PORT = 25860;
const AMI_PORT = 25838;
const CALLEE_PORT = 25871;
const CALLER_PORT = 25890;

const FILES = {
  ...BASE_FILES,
  'pjsip.conf': '',
  'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${AMI_PORT}\n[boss]\nsecret=s3cret\nread=all\nwrite=all\n`,
  'cdr_manager.conf': '[general]\nenabled=yes\n',
  'sip.conf': `[general]
udpbindaddr=127.0.0.1:${SIP_PORT}
context=nowhere
allowguest=no
[trunk]
type=peer
host=127.0.0.1
port=${CALLER_PORT}
insecure=invite
context=calls
callerid="Trunk" <555>
accountcode=acct
disallow=all
allow=ulaw
directmedia=no
[callee]
type=peer
host=127.0.0.1
port=${CALLEE_PORT}
context=calls
disallow=all
allow=ulaw
directmedia=no
`,
  'extensions.conf': `[nowhere]
[calls]
exten => plain,1,NoOp(hello)
 same => n,Answer()
 same => n,Wait(0.5)
 same => n,Hangup()
exten => dial,1,Dial(SIP/callee,5)
 same => n,Hangup()
exten => 101,1,Answer()
 same => n,Wait(30)
exten => 302,hint,Custom:lamp,CustomPresence:anna
exten => async,1,NoOp(async)
 same => n,AGI(agi:async)
 same => n,Hangup()
exten => moved,1,NoOp(moved)
 same => n,Wait(0.5)
 same => n,Hangup()
`,
};

const CALLS: ReadonlyArray<{
  readonly name: string;
  run(client: AmiClient, heard: readonly AmiMessage[]): Promise<unknown>;
  /** So many channels end. */
  readonly hangups: number;
}> = [
  {
    name: 'a plain call',
    hangups: 1,
    run: () => callWithSipp(SIP_PORT, CALLER_PORT, { exten: 'plain' }),
  },
  {
    name: 'a bridged call that the caller ends',
    hangups: 2,
    async run() {
      const callee = await calleeWithSipp(CALLEE_PORT, { kind: 'answer' });
      await callWithSipp(SIP_PORT, CALLER_PORT, { exten: 'dial', hangUpAfterMs: 800 });
      await callee.stop();
    },
  },
  {
    name: 'a bridged call that the callee ends',
    hangups: 2,
    async run() {
      const callee = await calleeWithSipp(CALLEE_PORT, { kind: 'answer', hangUpAfterMs: 800 });
      await callWithSipp(SIP_PORT, CALLER_PORT, { exten: 'dial' });
      await callee.stop();
    },
  },
  {
    name: 'a busy callee',
    hangups: 2,
    async run() {
      const callee = await calleeWithSipp(CALLEE_PORT, { kind: 'refuse', status: 486, reason: 'Busy Here' });
      await callWithSipp(SIP_PORT, CALLER_PORT, { exten: 'dial' });
      await callee.stop();
    },
  },
  {
    name: 'an Originate to a Local channel',
    hangups: 2,
    async run(client, heard) {
      const fields = {
        Channel: 'Local/101@calls',
        Application: 'Wait',
        Data: '0.5',
        CallerID: '"Bob" <123>',
        Account: 'a1',
      };
      await client.send('Originate', { ...fields, Async: true });
      await until(() => heard.some((event) => event.get('Event') === 'OriginateResponse'));
    },
  },
  {
    name: 'a channel that a client controls',
    hangups: 2,
    async run(client, heard) {
      const fields = { Channel: 'Local/async@calls/n', Application: 'Wait', Data: '5', Async: true };
      await client.send('Originate', fields);
      const count = (name: string): number => heard.filter((event) => event.get('Event') === name).length;
      await until(() => count('AsyncAGIStart') === 1);
      const channel = heard.find((event) => event.get('Event') === 'AsyncAGIStart')?.get('Channel') ?? '';
      const commands = [
        'ANSWER',
        'SET VARIABLE X "a b"',
        'GET VARIABLE X',
        'BOGUS',
        'CHANNEL STATUS',
        'EXEC NoOp hello',
        'ASYNCAGI BREAK',
      ];
      for (const [index, command] of commands.entries()) {
        const sent = await client.send('AGI', { Channel: channel, Command: command, CommandID: `mark ${index}` });
        expect(sent.ok).toBe(true);
        await until(() => count('AsyncAGIExec') === index + 1);
      }
    },
  },
  {
    name: 'presence that a client sets',
    hangups: 0,
    async run(client, heard) {
      const values = ['away,lunch,back soon', 'dnd', 'chat,c3Vi,bXNn,e', 'not_set'];
      for (const [index, value] of values.entries()) {
        await client.send('Setvar', { Variable: 'PRESENCE_STATE(CustomPresence:anna)', Value: value });
        const told = (name: string): boolean =>
          heard.filter((event) => event.get('Event') === name).length === index + 1;
        await until(() => told('PresenceStateChange') && told('PresenceStatus'));
      }
    },
  },
  {
    name: 'a Redirect of a bridged caller',
    hangups: 2,
    async run(client, heard) {
      const callee = await calleeWithSipp(CALLEE_PORT, { kind: 'answer' });
      const over = callWithSipp(SIP_PORT, CALLER_PORT, { exten: 'dial' });
      await until(() => heard.filter((event) => event.get('Event') === 'BridgeEnter').length === 2);
      await new Promise((resolve) => systemClock.after(300, () => resolve(undefined)));
      const caller = heard.find((event) => event.get('Event') === 'Newchannel')?.get('Channel') ?? '';
      const sent = await client.send('Redirect', { Channel: caller, Context: 'calls', Exten: 'moved', Priority: 1 });
      expect(sent.ok).toBe(true);
      await over;
      await callee.stop();
    },
  },
];

async function until(done: () => boolean): Promise<void> {
  for (let waited = 0; !done(); waited += 20) {
    if (waited > 20_000) throw new Error('nothing came within 20 s');
    await new Promise((resolve) => systemClock.after(20, () => resolve(undefined)));
  }
}

async function record(running: Running): Promise<Map<string, EventsHeard>> {
  void running;
  const client = new AmiClient(
    { network: systemNetwork, clock: systemClock },
    { host: '127.0.0.1', port: AMI_PORT, username: 'boss', secret: 's3cret' },
  );
  client.start();
  await client.whenUp(AbortSignal.timeout(10_000));
  const all = new Map<string, EventsHeard>();
  try {
    for (const one of CALLS) {
      const heard: AmiMessage[] = [];
      const stop = client.on('*', (event) => heard.push(event));
      await one.run(client, heard);
      await until(() => heard.filter((event) => event.get('Event') === 'Hangup').length >= one.hangups);
      await new Promise((resolve) => systemClock.after(700, () => resolve(undefined)));
      stop();
      all.set(one.name, eventsHeard(heard));
    }
  } finally {
    client.close();
  }
  return all;
}

describe.skipIf(!haveSipp || !asterisk)(
  'manager events as a real Asterisk tells them (needs sipp, and ASTERISK_ROOT or an installed Asterisk)',
  () => {
    let theirs: Map<string, EventsHeard>;
    let ours: Map<string, EventsHeard>;

    beforeAll(async () => {
      for (const target of [asterisk, asterismTarget()]) {
        if (!target) continue;
        const running = await target.start(FILES);
        try {
          const heard = await record(running);
          if (target === asterisk) theirs = heard;
          else ours = heard;
        } finally {
          await running.stop();
        }
      }
    }, 300_000);

    for (const { name } of CALLS) {
      test(`${name}: the same events in the same order with the same headers`, () => {
        expect(ours.get(name)?.perSubject).toEqual(theirs.get(name)?.perSubject);
      });
      // Asterisk ends a record where the call leaves a bridge; ours where it ends.
      if (name.includes('Redirect')) continue;
      test(`${name}: the same call records`, () => {
        expect(ours.get(name)?.records).toEqual(theirs.get(name)?.records);
      });
    }
  },
);
