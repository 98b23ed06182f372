import { beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget } from '../../bench/target.ts';
import { systemClock } from '../../src/base/clock.ts';
import { AmiClient, type AmiMessage } from '../../src/clients/ami/index.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import type { MessageBody } from '../../src/sip/message/write-message.ts';
import type { InviteSession } from '../../src/sip/session/invite-session.ts';
import { eventsHeard } from '../support/events-heard.ts';
import { referTo } from '../support/refer-to.ts';
import { phoneSdp, SipPhone } from '../support/sip-phone.ts';

const asterisk = asteriskTarget();
const [SIP_PORT, AMI_PORT] = [25760, 25738];
const PHONES = { ada: 25771, bert: 25772, carl: 25773, dora: 25774 } as const;
type Name = keyof typeof PHONES;

type Dialect = 'SIP' | 'PJSIP';

const SIP_CONF = `[general]
udpbindaddr=127.0.0.1:${SIP_PORT}
context=nowhere
allowguest=no
alwaysauthreject=yes
[phone](!)
type=friend
host=dynamic
secret=pw
context=calls
disallow=all
allow=ulaw
directmedia=no
callcounter=yes
${Object.keys(PHONES)
  .map((name) => `[${name}](phone)\n`)
  .join('')}`;

const PJSIP_CONF = `[udp]
type=transport
protocol=udp
bind=127.0.0.1:${SIP_PORT}
[phone](!)
type=endpoint
context=calls
disallow=all
allow=ulaw
direct_media=no
[login](!)
type=auth
auth_type=userpass
password=pw
[place](!)
type=aor
max_contacts=1
${Object.keys(PHONES)
  .map((name) => `[${name}](phone)\nauth=${name}\naors=${name}\n[${name}](login)\nusername=${name}\n[${name}](place)\n`)
  .join('')}`;

const filesFor = (dialect: Dialect): Readonly<Record<string, string>> => ({
  ...BASE_FILES,
  'sip.conf': dialect === 'SIP' ? SIP_CONF : '[general]\nudpbindaddr=127.0.0.1:25761\n',
  'pjsip.conf': dialect === 'PJSIP' ? PJSIP_CONF : '',
  'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${AMI_PORT}\n[boss]\nsecret=s3cret\nread=all\nwrite=all\n`,
  'extensions.conf': `[nowhere]
[calls]
exten => ada,hint,${dialect}/ada
exten => _[abc].,1,Dial(${dialect}/\${EXTEN},20)
exten => moved,1,Answer()
 same => n,Wait(1)
 same => n,Hangup()
`,
});

type Phones = Readonly<Record<Exclude<Name, 'dora'>, SipPhone>>;

/** What is asked of the phones, and how many channels end by it. */
const CASES: ReadonlyArray<{
  readonly name: string;
  readonly hangups: number;
  run(phones: Phones, heard: readonly AmiMessage[]): Promise<void>;
}> = [
  {
    name: 'hold and unhold',
    hangups: 2,
    async run({ ada, bert }, heard) {
      const { session } = await talk(ada, 'bert', heard);
      // A description with the version of the one before says nothing new.
      const direction = (way: string, version: number): MessageBody => {
        const body = phoneSdp(30_000, [`a=${way}`]);
        return { ...body, text: body.text.replace('o=- 1 1 ', `o=- 1 ${version} `) };
      };
      const count = (name: string): number => heard.filter((event) => event.get('Event') === name).length;
      session.reinvite(direction('sendonly', 2), () => {});
      await until(() => count('Hold') === 1);
      session.reinvite(direction('sendrecv', 3), () => {});
      await until(() => count('Unhold') === 1);
      bert.calls.at(-1)?.end();
    },
  },
  {
    name: 'a blind transfer by the called party',
    hangups: 2,
    async run({ ada, bert }, heard) {
      await talk(ada, 'bert', heard);
      refer(bert.calls.at(-1), 'moved');
    },
  },
  {
    name: 'an attended transfer by the called party',
    hangups: 4,
    async run({ ada, bert, carl }, heard) {
      await talk(ada, 'bert', heard);
      const { session } = await talk(bert, 'carl', heard);
      refer(bert.calls.at(-1), 'carl', session);
      await until(() => heard.some((event) => event.get('Event') === 'AttendedTransfer'));
      await pause(300);
      carl.calls.at(-1)?.end();
    },
  },
];

async function talk(from: SipPhone, to: string, heard: readonly AmiMessage[]): Promise<{ session: InviteSession }> {
  const entered = (): number => heard.filter((event) => event.get('Event') === 'BridgeEnter').length;
  const before = entered();
  const call = from.call(to);
  await until(() => entered() === before + 2);
  await pause(300);
  return call;
}

/** The transfer key. */
function refer(session: InviteSession | undefined, to: string, other?: InviteSession): void {
  if (!session) return;
  const headers = [session.contact, ...referTo(to, `127.0.0.1:${SIP_PORT}`, other)];
  session.send('REFER', { headers }, () => {});
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => systemClock.after(ms, () => resolve(undefined)));

async function until(done: () => boolean): Promise<void> {
  for (let waited = 0; !done(); waited += 20) {
    if (waited > 20_000) throw new Error('nothing came within 20 s');
    await pause(20);
  }
}

/** Times, numbers and ids that are others each time. */
const VOLATILE = /^(EventTV|SessionTV|SessionID|Challenge|ReceivedChallenge|ReceivedHash|ResponseTime|Response)$/;

/** What concerns who may come in, in order; each kind for itself, since each has a thread of its own there. */
function securityHeard(events: readonly AmiMessage[]): string[] {
  const text = ({ headers }: AmiMessage): string =>
    headers.map(([name, value]) => `${name}: ${VOLATILE.test(name) ? '*' : value}`).join('\n');
  return [
    ...events.filter((event) => event.get('Service').endsWith('SIP')),
    ...events.filter((event) => event.get('Event') === 'PeerStatus'),
    ...events.filter((event) => event.get('Event') === 'ContactStatus'),
  ].map(text);
}

interface Recorded {
  readonly calls: ReadonlyMap<string, Readonly<Record<string, readonly string[]>>>;
  readonly security: readonly string[];
}

async function record(cases: typeof CASES): Promise<Recorded> {
  const client = new AmiClient(
    { network: systemNetwork, clock: systemClock },
    { host: '127.0.0.1', port: AMI_PORT, username: 'boss', secret: 's3cret' },
  );
  client.start();
  await client.whenUp(AbortSignal.timeout(10_000));
  const all: AmiMessage[] = [];
  client.on('*', (event) => all.push(event));
  const open = (user: Name, password: string, port: number): Promise<SipPhone> =>
    SipPhone.open(systemNetwork, systemClock, {
      user,
      password,
      port,
      pbx: { host: '127.0.0.1', port: SIP_PORT },
      onCall: (session) => {
        systemClock.after(100, () => session.progress(180));
        systemClock.after(300, () => session.accept(phoneSdp()));
      },
    });
  const [ada, bert, carl] = await Promise.all([
    open('ada', 'pw', PHONES.ada),
    open('bert', 'pw', PHONES.bert),
    open('carl', 'pw', PHONES.carl),
  ]);
  const dora = await open('dora', 'guess', PHONES.dora);
  try {
    // One after another: each has threads of its own there.
    for (const step of [
      () => ada.register(),
      () => bert.register(),
      () => carl.register(),
      () => dora.register(),
      () => ada.register(0),
      () => ada.register(),
    ]) {
      await step();
      await pause(200);
    }
    const security = securityHeard(all.splice(0));
    const calls = new Map<string, Readonly<Record<string, readonly string[]>>>();
    for (const one of cases) {
      all.splice(0);
      await one.run({ ada, bert, carl }, all);
      await until(() => all.filter((event) => event.get('Event') === 'Hangup').length >= one.hangups);
      await pause(500);
      calls.set(one.name, eventsHeard(all).perSubject);
    }
    return { calls, security };
  } finally {
    client.close();
    for (const phone of [ada, bert, carl, dora]) phone.agent.close();
  }
}

/** Which of two parties of a blind transfer leaves first is up to two threads there. */
function withoutRace(name: string, event: string): string {
  return name.startsWith('a blind') && event.startsWith('Event: BridgeLeave')
    ? event.replace(/^(BridgeNumChannels): \d$/m, '$1: *')
    : event;
}

/** What is to be the same: the events of each channel and bridge, in order. */
function comparable(name: string, { calls }: Recorded): ReadonlyArray<readonly [string, readonly string[]]> {
  return Object.entries(calls.get(name) ?? {})
    .filter(([subject]) => {
      // Of two bridges that become one, the other one goes on here.
      return !(name.startsWith('an attended') && /^Bridge(Enter|Leave|Destroy)/.test(subject));
    })
    .map(([subject, events]): readonly [string, readonly string[]] => {
      // There, the end of a hold that has never been is told of who has transferred.
      const told = name.includes('transfer') ? events.filter((event) => !event.startsWith('Event: Unhold')) : events;
      // The channel of the second call, which is hung up on, has the cause of a number that is not there.
      return [
        subject,
        told.map((event) =>
          withoutRace(name, event).replace(/^(Event: (?:Soft)?HangupRequest\n[\s\S]*\nCause: )(1|16)$/, '$1CAUSE'),
        ),
      ];
    })
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

describe.skipIf(!asterisk).each<Dialect>(['SIP', 'PJSIP'])(
  'what %s phones do, told to manager clients as a real Asterisk does (needs ASTERISK_ROOT or an installed Asterisk)',
  (dialect) => {
    const cases = CASES;
    let theirs: Recorded;
    let ours: Recorded;

    beforeAll(async () => {
      for (const target of [asterisk, asterismTarget()]) {
        if (!target) continue;
        const running = await target.start(filesFor(dialect));
        try {
          if (target === asterisk) theirs = await record(cases);
          else ours = await record(cases);
        } finally {
          await running.stop();
        }
      }
    }, 120_000);

    test('registrations and a wrong password', () => {
      expect(ours.security).toEqual(theirs.security);
    });

    for (const { name } of cases)
      test(name, () => {
        expect(comparable(name, ours)).toEqual(comparable(name, theirs));
      });
  },
);
