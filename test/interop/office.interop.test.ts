import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { purity, readSound, strongestFrequency } from '../support/audio.ts';
import { type Baresip, haveBaresip, openBaresip, toneWav } from '../support/baresip.ts';
import { ics, icsEvent } from '../support/ics.ts';
import { haveSipp, runSipp } from '../support/sipp.ts';
import {
  sippAsk,
  sippMayCome,
  sippRequest,
  sippResponse,
  sippScenario,
  sippSdp,
  sippSend,
} from '../support/sipp-scenario.ts';
import { until } from '../support/until.ts';

const WATCHER_PORT = 25093;
const LAMP_PORT = 25094;
const FILES = {
  ...BASE_FILES,
  'pjsip.conf': '',
  'sip.conf': `[general]
udpbindaddr=127.0.0.1:${SIP_PORT}
context=nowhere
disallow=all
allow=ulaw
[phone](!)
type=friend
host=dynamic
secret=pw
context=office
[ada](phone)
[bert](phone)
[carl](phone)
[desk]
mailbox=100@default
type=friend
host=127.0.0.1
port=${WATCHER_PORT}
insecure=port,invite
context=office
[lamp]
mailbox=100@default
type=friend
host=dynamic
context=office
`,
  'voicemail.conf': '[general]\nformat=wav\n[default]\n100 => 4321,First Box\n',
  'extensions.conf': `[nowhere]
[office]
exten => vm,1,VoiceMail(100,s)
exten => carl,hint,SIP/carl
exten => free,hint,Calendar:work
exten => _[abc]!,1,Dial(SIP/\${EXTEN},20)
exten => room,1,Answer(0)
 same => n,Wait(20)
`,
};

const RTP_PORTS = { ada: 27100, bert: 27200, carl: 27300 };
const TONES = { ada: 440, bert: 700, carl: 1000 };
type Name = keyof typeof RTP_PORTS;

describe.skipIf(!haveBaresip || !haveSipp)('an office of real phones (needs baresip-core and sipp)', () => {
  let pbx: Running;
  const phones: Baresip[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'asterism-office-'));

  beforeAll(async () => {
    const calendar = `[work]\ntype=ical\nurl=file://${folder}/work.ics\nrefresh=60\nfetch_again_at_reload=yes\n`;
    writeFileSync(join(folder, 'work.ics'), ics());
    pbx = await asterismTarget().start({ ...FILES, 'calendar.conf': calendar });
  });

  afterEach(async () => {
    for (const phone of phones.splice(0)) await phone.stop();
  });

  afterAll(async () => {
    await pbx.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A phone that says a tone of its own. */
  async function phone(user: Name, answer: 'auto' | 'manual', commands: string[] = []): Promise<Baresip> {
    const say = join(folder, `${user}.wav`);
    writeFileSync(say, toneWav(TONES[user], 40));
    const rtpPort = RTP_PORTS[user];
    const opened = await openBaresip({
      ...{ user, secret: 'pw', pbxPort: SIP_PORT, sipPort: rtpPort - 900, rtpPort, answer, say, commands },
      consolePort: rtpPort - 890,
    });
    phones.push(opened);
    await opened.saw(/200 OK.*binding/);
    return opened;
  }

  /** Expects the last two seconds of what a phone has heard to be one tone; waits until it has heard so much more. */
  async function expectTone(one: Baresip, frequency: number): Promise<void> {
    const size = (): number => {
      const path = one.heard().at(-1);
      return path === undefined ? 0 : statSync(path).size;
    };
    const before = size();
    await until(() => size() >= before + 3 * 16_000, 10_000);
    const sound = readSound(one.heard().at(-1) ?? '');
    const from = sound.samples.length / 8 - 2000;
    expect(strongestFrequency(sound, from, 1900)).toBeCloseTo(frequency, -1);
    expect(purity(sound, [frequency], from, 1900)).toBeGreaterThan(0.98);
  }

  test('blind: the transfer key of a phone sends its caller to a third, and the two hear each other', async () => {
    const carl = await phone('carl', 'auto');
    const bert = await phone('bert', 'auto');
    const ada = await phone('ada', 'manual', ['/dial bert']);
    await bert.saw(/Call established/);
    await expectTone(ada, TONES.bert);
    bert.run(`/transfer sip:carl@127.0.0.1:${SIP_PORT}`);
    await carl.saw(/Call established/);
    await bert.saw(/terminated \(duration/);
    await expectTone(ada, TONES.carl);
    await expectTone(carl, TONES.ada);
  });

  test('attended: a phone that is sipp calls one, then another, joins the two, who hear each other, and is let go by both', async () => {
    const [ada, carl] = [await phone('ada', 'auto'), await phone('carl', 'auto')];
    /** A request to a phone; each of the two calls has an id and a tag of its own, by which sipp knows both for one. */
    const to = (user: 'ada' | 'carl', method: string, cseq: number, more: readonly string[] = [], body?: string) =>
      sippRequest({ method, cseq, user: 'desk', more, ...(body !== undefined && { body }) })
        .replaceAll('[service]', user)
        .replaceAll('[pid]-[call_number]', `to-${user}`)
        .replace('[peer_tag_param]', `;tag=[$${user}]`)
        .replace('Call-ID: ', `Call-ID: ${user}///`);
    const call = (user: 'ada' | 'carl'): string[] => [
      sippAsk(to(user, 'INVITE', 1, [], sippSdp())),
      sippMayCome([100, 180, 183]),
      `<recv response="200"><action><ereg regexp=";tag=([^;]*)" search_in="hdr" header="To:" assign_to="all,${user}"/></action></recv>`,
      sippSend(to(user, 'ACK', 1)),
    ];
    const other = 'carl%2F%2F%2F[call_id]%3Bto-tag%3D[$carl]%3Bfrom-tag%3Dto-carl';
    const ended = ['<recv request="BYE"/>', sippSend(sippResponse('200 OK', { tag: '' }))];
    const steps = [
      ...call('ada'),
      ...call('carl'),
      '<pause milliseconds="1000"/>',
      sippAsk(to('ada', 'REFER', 2, [`Refer-To: <sip:carl@[remote_ip]:[remote_port]?Replaces=${other}>`])),
      '<recv response="202"/>',
      ...['100 Trying', '200 OK'].flatMap((status) => notified(`SIP/2.0 ${status}`)),
      ...ended,
      ...ended,
      '<Reference variables="seen,all"/>',
    ];
    const args = [`127.0.0.1:${SIP_PORT}`, '-m', '1', '-p', String(WATCHER_PORT), '-cid_str', 'attended-%u'];
    const { code, trace } = await runSipp(sippScenario('attended', steps), args);
    expect(code, trace).toBe(0);
    await expectTone(ada, TONES.carl);
    await expectTone(carl, TONES.ada);
  });

  /** Expects a NOTIFY whose body says so. */
  function notified(pattern: string): string[] {
    return [
      `<recv request="NOTIFY"><action><ereg regexp="${pattern}" search_in="body" check_it="true" assign_to="seen"/></action></recv>`,
      sippSend(sippResponse('200 OK', { tag: '' })),
    ];
  }

  /** What sipp does to watch something until it has been told all of it. */
  function watch(exten: string, event: string, form: string, patterns: string[]): ReturnType<typeof runSipp> {
    const subscribe = (expires: number, cseq: number): string =>
      sippAsk(
        sippRequest({
          ...{ method: 'SUBSCRIBE', cseq, user: 'desk' },
          more: [`Event: ${event}`, `Accept: application/${form}`, `Expires: ${expires}`],
        }),
      );
    const steps = [
      subscribe(60, 1),
      '<recv response="200"/>',
      ...patterns.flatMap(notified),
      subscribe(0, 2),
      '<recv response="200"/>',
      ...notified(patterns.at(-1) ?? ''),
      '<Reference variables="seen"/>',
    ];
    const args = [`127.0.0.1:${SIP_PORT}`, '-s', exten, '-m', '1', '-p', String(WATCHER_PORT)];
    return runSipp(sippScenario('watcher', steps), args);
  }

  /** Waits until somebody watches. */
  const watching = (pattern: RegExp): Promise<void> =>
    until(async () => pattern.test(await pbx.rxAside('sip show subscriptions')));

  test('a lamp that sipp watches follows a phone: idle, ringing, in use, idle', async () => {
    const carl = await phone('carl', 'manual');
    const states = ['terminated', 'early', 'confirmed', 'terminated'].map((state) => `&lt;state&gt;${state}&lt;`);
    const watched = watch('carl', 'dialog', 'dialog-info+xml', states);
    await watching(/carl@office/);
    const called = pbx.rxAside('channel originate SIP/carl application Wait 1');
    await carl.saw(/[Ii]ncoming call/);
    carl.run('/accept');
    await called;
    const { code, trace } = await watched;
    expect(trace).toContain('Subscription-State: terminated;reason=timeout');
    expect(code).toBe(0);
  });

  test('a lamp that sipp watches is lit while the owner of a calendar is in a meeting', async () => {
    const states = ['terminated', 'confirmed', 'terminated'].map((state) => `&lt;state&gt;${state}&lt;`);
    const watched = watch('free', 'dialog', 'dialog-info+xml', states);
    await watching(/free@office/);
    const stamp = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
    const startMs = Date.now() + 3000;
    const event = icsEvent('meeting', `DTSTART:${stamp(startMs)}`, `DTEND:${stamp(startMs + 3000)}`);
    writeFileSync(join(folder, 'work.ics'), ics(event));
    await pbx.rxAside('module reload res_calendar');
    await until(async () => /^free@office .*State:InUse/m.test(await pbx.rxAside('core show hints')), 10_000);
    const { code, trace } = await watched;
    expect(trace).toContain('entity="sip:free@127.0.0.1"');
    expect(code).toBe(0);
  });

  test('a message lamp is lit when a caller leaves a message', async () => {
    const counts = ['Messages-Waiting: no.*0/0', 'Messages-Waiting: yes.*1/0'];
    const watched = watch('desk', 'message-summary', 'simple-message-summary', counts);
    await watching(/ mwi /);
    const ada = await phone('ada', 'manual', ['/dial vm']);
    await ada.saw(/Call established/);
    await new Promise((resolve) => setTimeout(resolve, 4000));
    ada.run('/hangup');
    const { code, trace } = await watched;
    expect(trace).toMatch(/Voice-Message: 1\/0 \(0\/0\)/);
    expect(code).toBe(0);
  });

  test('a phone that registers is told of the message without asking', async () => {
    const register = sippRequest({ method: 'REGISTER', cseq: 1, user: 'lamp', more: ['Expires: 60'] });
    const { code, trace } = await runSipp(
      sippScenario('register', [sippAsk(register), '<recv response="200"/>', '<pause milliseconds="300"/>']),
      [`127.0.0.1:${SIP_PORT}`, '-s', 'lamp', '-m', '1', '-p', String(LAMP_PORT)],
    );
    expect(code, trace).toBe(0);
    expect(trace).toMatch(
      /^NOTIFY sip:lamp@[\s\S]*Event: message-summary[\s\S]*Messages-Waiting: yes[\s\S]*Voice-Message: 1\/0/m,
    );
  });
});
