import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Running, type Target } from '../../bench/target.ts';

const PORT = 25038;

/** A client program written for Asterisk, and a script that uses it; all of them do the same. */
interface Client {
  readonly name: string;
  /** The Debian package that brings it; the npm packages are always there. */
  readonly debian?: string;
  readonly program: string;
  readonly script: string;
  /** Arguments of the program that end well where the client is installed. */
  readonly probe: readonly string[];
  /** What its script does besides. */
  readonly more?: Readonly<Record<string, unknown>>;
}

const CLIENTS: readonly Client[] = [
  {
    name: 'panoramisk (Python)',
    debian: 'python3-panoramisk',
    program: '/usr/bin/python3',
    script: 'panoramisk-client.py',
    probe: ['-c', 'import panoramisk'],
    more: {
      command: ['Success', 'Updated database successfully'],
      hangup: ['Channels hung up will follow', 'ChannelsHungupListComplete'],
      events: expect.arrayContaining([
        expect.objectContaining({ Event: 'FullyBooted' }),
        expect.objectContaining({ Event: 'VarSet', Variable: 'A', Value: '1' }),
        expect.objectContaining({ Event: 'UserEvent', UserEvent: 'Hello', Who: 'World' }),
      ]),
    },
  },
  {
    name: 'Telephony::Asterisk::AMI (Perl)',
    debian: 'libtelephony-asterisk-ami-perl',
    program: '/usr/bin/perl',
    script: 'telephony-asterisk-ami.pl',
    probe: ['-MTelephony::Asterisk::AMI', '-e', '1'],
  },
  {
    name: 'Asterisk::Manager (Perl)',
    debian: 'libasterisk-agi-perl',
    program: '/usr/bin/perl',
    script: 'asterisk-manager.pl',
    probe: ['-MAsterisk::Manager', '-e', '1'],
  },
  {
    name: 'RubyAMI (Ruby)',
    debian: 'ruby-ami',
    program: '/usr/bin/ruby',
    script: 'ruby-ami.rb',
    probe: ['-e', 'require "ruby_ami"; exit!(true)'],
  },
  {
    name: 'asterisk-manager (npm)',
    program: process.execPath,
    script: 'asterisk-manager.mjs',
    probe: ['-e', 'require.resolve("asterisk-manager")'],
  },
  {
    name: 'asterisk-ami-client (npm)',
    program: process.execPath,
    script: 'asterisk-ami-client.mjs',
    probe: ['-e', 'require.resolve("asterisk-ami-client")'],
  },
];

/** Of the originated call, by the end of its channel's name. */
const COURSE = {
  1: [
    'Newchannel default called',
    'Newexten called 1 AppDial2 (Outgoing Line)',
    'Newstate Up',
    'Newexten caller 1 UserEvent Reached,Got: 1/2',
    'UserEvent Reached 1/2 123 Bob',
    'Newexten caller 2 Wait 10',
    'Hangup 16 Normal Clearing',
  ],
  2: [
    'Newchannel default called',
    'Newexten called 1 Answer ',
    'Newstate Up',
    'Newexten called 2 Wait 0.5',
    'Newexten called 3 Hangup ',
    'Hangup 16 Normal Clearing',
  ],
  OriginateResponse: ['OriginateResponse Success 4 123 Bob caller'],
};

const isThere = ({ program, probe }: Client): boolean => spawnSync(program, probe).status === 0;

/** What a script prints; the names of an event's headers as its client spells them. */
interface Told extends Readonly<Record<string, unknown>> {
  readonly events: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

async function run(client: Client): Promise<Told> {
  const path = fileURLToPath(new URL(`clients/${client.script}`, import.meta.url));
  const child = spawn(client.program, [path, String(PORT)], { timeout: 40_000 });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

/** The course of the originated call: per channel, by the name's end, what happened to it. */
function course(told: Told): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const event of told.events) {
    const headers = new Map(Object.entries(event).map(([name, value]) => [name.toLowerCase(), String(value)]));
    const [name = '', channel = ''] = [headers.get('event'), headers.get('channel')];
    const details: Readonly<Record<string, readonly string[]>> = {
      Newchannel: ['context', 'exten'],
      Newstate: ['channelstatedesc'],
      Newexten: ['exten', 'priority', 'application', 'appdata'],
      Hangup: ['cause', 'cause-txt'],
      UserEvent: ['userevent', 'got', 'calleridnum', 'calleridname'],
      OriginateResponse: ['response', 'reason', 'calleridnum', 'calleridname', 'exten'],
    };
    const wanted = details[name];
    if (!wanted || channel === '') continue;
    // told by a thread of its own there
    const end = name === 'OriginateResponse' ? name : (channel.split(';')[1] ?? '');
    const text = [name, ...wanted.map((header) => headers.get(header))].join(' ');
    all[end] = [...(all[end] ?? []), text];
  }
  return all;
}

function suite(target: Target): void {
  let running: Running;

  beforeAll(async () => {
    running = await target.start({
      ...BASE_FILES,
      'sip.conf': '[general]\nudpbindaddr=127.0.0.1:25060\n',
      'pjsip.conf': '',
      'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${PORT}\n[boss]\nsecret=s3cret\nread=all\nwrite=all\n`,
      'extensions.conf': `[default]
exten => called,1,Answer()
 same => n,Wait(0.5)
 same => n,Hangup()
exten => caller,1,UserEvent(Reached,Got: \${A}/\${B})
 same => n,Wait(10)
`,
    });
  });
  afterAll(async () => {
    await running?.stop();
  });

  for (const client of CLIENTS) {
    const needs = client.debian ? ` (needs ${client.debian})` : '';
    test.runIf(isThere(client))(
      `${client.name} logs in, pings, keeps values and originates a call, hearing all of it${needs}`,
      async () => {
        const told = await run(client);
        expect(told).toMatchObject({
          ping: 'Pong',
          put: 'Updated database successfully',
          get: 'a: b',
          missing: 'Database entry not found',
          bogus: 'Invalid/unknown command: bogus. Use Action: ListCommands to show available commands.',
          queued: 'Originate successfully queued',
        });
        expect(course(told)).toEqual(COURSE);
        if (client.more) expect(told).toMatchObject(client.more);
      },
    );
  }
}

describe('clients of the manager interface on Asterism', () => suite(asterismTarget()));
const asterisk = asteriskTarget();
describe.skipIf(!asterisk)('the same on a real Asterisk (needs ASTERISK_ROOT or an installed Asterisk)', () => {
  if (asterisk) suite(asterisk);
});
