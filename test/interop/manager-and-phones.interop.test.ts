import { existsSync, readdirSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Running, SIP_PORT } from '../../bench/target.ts';
import { amplitudeAt, readSound } from '../support/audio.ts';
import { type Baresip, haveBaresip } from '../support/baresip.ts';
import { HummingPhones } from '../support/humming-phones.ts';
import { until } from '../support/until.ts';

const MANAGER_PORT = 25_078;
const TONES = [500, 900];
const phones = new HummingPhones(TONES, SIP_PORT);
const FILES = {
  ...BASE_FILES,
  'pjsip.conf': '',
  'sip.conf': `[general]\nudpbindaddr=127.0.0.1:${SIP_PORT}\ncontext=nowhere\nallowguest=no\ncallcounter=yes\n${phones.sections('in')}mailbox=22@default\npickupgroup=1\n`,
  'manager.conf': `[general]\nenabled=yes\nbindaddr=127.0.0.1\nport=${MANAGER_PORT}\n[boss]\nsecret=s\nread=all\nwrite=all\n`,
  'cdr_manager.conf': '[general]\nenabled=yes\n',
  'res_parking.conf': '[general]\n[default]\nparkext => 700\nparkpos => 701-710\ncontext => parkedcalls\n',
  'meetme.conf': '[rooms]\nconf => 600\n',
  'voicemail.conf': '[general]\nformat=wav\nminsecs=1\n[default]\n22 => 1234,Anna\n',
  'extensions.conf': `[nowhere]
[in]
exten => 1,hint,SIP/phone1
exten => 10,1,Answer()
 same => n,ReadExten(E,,targets,,6)
 same => n,UserEvent(Said,Exten: \${E},Status: \${READEXTENSTATUS})
 same => n,Hangup()
exten => 20,1,Answer()
 same => n,MeetMe(600,dq)
exten => 30,1,Answer()
 same => n,MeetMeCount(600,C)
 same => n,UserEvent(Counted,Count: \${C})
 same => n,MeetMeCount(600)
 same => n,Hangup()
exten => 40,1,VoiceMail(22@default,s)
exten => 50,1,Set(CALLERID(all)="Anna" <555>)
 same => n,Dial(SIP/phone1,20)
exten => 60,1,Answer()
 same => n,Wait(30)
exten => rings,1,Ringing()
 same => n,Wait(20)
[targets]
exten => 345,1,NoOp()
exten => 3456,1,NoOp()
`,
};

type Message = Readonly<Record<string, string>>;

/** Somebody who speaks the manager's language over a bare socket, in no more words than the protocol has. */
class Boss {
  readonly messages: Message[] = [];
  readonly #socket: Socket;
  #rest = '';
  #serial = 0;

  constructor() {
    this.#socket = connect(MANAGER_PORT, '127.0.0.1');
    this.#socket.on('data', (chunk: Buffer) => {
      const packets = (this.#rest + chunk.toString()).replace(/^Asterisk Call Manager.*\r\n/, '').split('\r\n\r\n');
      this.#rest = packets.pop() ?? '';
      for (const packet of packets) {
        const lines = packet.split('\r\n').map((line) => /^([^:]*): ?(.*)$/.exec(line));
        this.messages.push(Object.fromEntries(lines.map((match) => [match?.[1] ?? '', match?.[2] ?? ''])));
      }
    });
  }

  /** Asks for something. @returns the answer and, where a list follows, what is in it with its end. */
  async asks(action: string, headers: Message = {}): Promise<Message[]> {
    const ActionID = String(++this.#serial);
    const lines = Object.entries({ Action: action, ActionID, ...headers }).map((pair) => `${pair.join(': ')}\r\n`);
    this.#socket.write(`${lines.join('')}\r\n`);
    const mine = (): Message[] => this.messages.filter((one) => one['ActionID'] === ActionID);
    await until(() => {
      const [answer] = mine();
      return (
        answer !== undefined &&
        (answer['EventList'] !== 'start' || mine().some((one) => one['EventList'] === 'Complete'))
      );
    });
    return mine();
  }

  events(name: string, headers: Message = {}): Message[] {
    return this.messages.filter(
      (one) => one['Event'] === name && Object.entries(headers).every(([key, value]) => one[key] === value),
    );
  }

  /** Resolves with the first event of that name and with these headers, now or later. */
  async saw(name: string, headers: Message = {}): Promise<Message> {
    const found = (): Message | undefined => this.events(name, headers)[0];
    await until(() => found() !== undefined, 15_000).catch(() => {
      expect(this.messages.filter((one) => one['Event'] === name)).toContainEqual(expect.objectContaining(headers));
    });
    return found() ?? {};
  }

  /** Forgets what came. */
  forget(): void {
    this.messages.length = 0;
  }

  close(): void {
    this.#socket.destroy();
  }
}

/** How long the longest recording in mailbox 22 is, in bytes. */
function recorded(spool: string): number {
  const box = join(spool, 'voicemail', 'default', '22');
  if (!existsSync(box)) return 0;
  const files = readdirSync(box, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.wav'));
  return Math.max(0, ...files.map((name) => statSync(join(box, name), { throwIfNoEntry: false })?.size ?? 0));
}

const real = asteriskTarget();

describe.skipIf(!haveBaresip).each([asterismTarget(), ...(real ? [real] : [])])(
  'a manager and two real phones on $name (needs baresip-core)',
  (target) => {
    let pbx: Running;
    let boss: Boss;
    let anna: Baresip;
    let bert: Baresip;

    beforeAll(async () => {
      pbx = await target.start(FILES);
      boss = new Boss();
      await boss.asks('Login', { Username: 'boss', Secret: 's' });
      [anna, bert] = [await phones.open(0), await phones.open(1)];
    }, 40_000);

    afterAll(async () => {
      boss?.close();
      await phones.stop();
      await pbx?.stop();
    });

    const channelOf = async (phone: string): Promise<string> => {
      const [, ...rows] = await boss.asks('CoreShowChannels');
      return rows.map((row) => row['Channel'] ?? '').find((name) => name.startsWith(`SIP/${phone}-`)) ?? '';
    };
    const quiet = (): Promise<void> =>
      until(async () => (await boss.asks('CoreShowChannels')).at(-1)?.['ListItems'] === '0');

    test('that the phones have registered is told', async () => {
      for (const phone of ['phone0', 'phone1'])
        expect(await boss.saw('PeerStatus', { Peer: `SIP/${phone}` })).toMatchObject({
          ChannelType: 'SIP',
          PeerStatus: 'Registered',
          Address: expect.stringMatching(/^127\.0\.0\.1:264/),
        });
      await boss.saw('DeviceStateChange', { Device: 'SIP/phone0', State: 'NOT_INUSE' });
    });

    test('digits of a phone are read as an extension', async () => {
      anna.run('/dial 10');
      await boss.saw('Newexten', { Application: 'ReadExten' });
      await anna.saw(/Call established/);
      for (const key of '345') anna.run(`/sndcode ${key}`);
      await boss.saw('DTMFEnd', { Digit: '5' });
      anna.run('/sndcode #');
      expect(await boss.saw('UserEvent', { UserEvent: 'Said' })).toMatchObject({ Exten: '345', Status: 'OK' });
      await quiet();
    });

    test.skipIf(target.name === 'asterisk')('who is in a room is told and counted', async () => {
      anna.run('/dial 20');
      const joined = await boss.saw('MeetmeJoin', { Meetme: '600' });
      expect(joined).toMatchObject({ CallerIDNum: 'phone0', ChannelStateDesc: 'Up' });
      bert.run('/dial 30');
      expect(await boss.saw('UserEvent', { UserEvent: 'Counted' })).toMatchObject({ Count: '1' });
      const status = await boss.asks('Status', { Channel: joined['Channel'] ?? '' });
      expect(status[1]).toMatchObject({
        Event: 'Status',
        CallerIDNum: 'phone0',
        Application: 'MeetMe',
        Data: '600,dq',
      });
      anna.run('/hangup');
      await boss.saw('MeetmeLeave', { Meetme: '600' });
      await boss.saw('MeetmeEnd', { Meetme: '600' });
      await boss.saw('Hangup', { CallerIDNum: 'phone1' });
      await quiet();
    });

    test('a call is followed from its dialling to its record, and steered on the way', async () => {
      boss.forget();
      anna.run('/dial 50');
      expect(await boss.saw('NewCallerid', { CallerIDNum: '555' })).toMatchObject({ CallerIDName: 'Anna' });
      expect(await boss.saw('DialBegin')).toMatchObject({ DialString: 'phone1', CallerIDNum: '555', DestExten: '50' });
      expect(await boss.saw('DialEnd')).toMatchObject({ DialStatus: 'ANSWER' });
      const { BridgeUniqueid = '' } = await boss.saw('BridgeCreate');
      await until(() => boss.events('BridgeEnter', { BridgeUniqueid }).length === 2);
      await boss.saw('DeviceStateChange', { Device: 'SIP/phone1', State: 'INUSE' });
      await boss.saw('ExtensionStatus', { Exten: '1', StatusText: 'InUse' });
      const [hers, his] = [await channelOf('phone0'), await channelOf('phone1')];

      const [, ...rows] = await boss.asks('CoreShowChannels');
      expect(rows).toHaveLength(3);
      expect(rows.find((row) => row['Channel'] === hers)).toMatchObject({
        ChannelStateDesc: 'Up',
        Application: 'Dial',
        ApplicationData: 'SIP/phone1,20',
        BridgeId: BridgeUniqueid,
      });
      const status = await boss.asks('Status');
      expect(
        status
          .filter((one) => one['Event'] === 'Status')
          .map((one) => one['Channel'])
          .sort(),
      ).toEqual([hers, his]);
      expect(status.at(-1)).toMatchObject({ Event: 'StatusComplete', Items: '2' });

      const [set] = await boss.asks('Setvar', { Channel: hers, Variable: 'COLOUR', Value: 'blue' });
      expect(set).toMatchObject({ Response: 'Success', Message: 'Variable Set' });
      const [got] = await boss.asks('Getvar', { Channel: hers, Variable: 'COLOUR' });
      expect(got).toMatchObject({ Response: 'Success', Variable: 'COLOUR', Value: 'blue' });

      const [redirected] = await boss.asks('Redirect', { Channel: hers, Context: 'in', Exten: '60', Priority: '1' });
      expect(redirected).toMatchObject({ Response: 'Success', Message: 'Redirect successful' });
      await until(() => boss.events('BridgeLeave', { BridgeUniqueid }).length === 2);
      await boss.saw('BridgeDestroy', { BridgeUniqueid });
      await boss.saw('Hangup', { Channel: his });
      await until(async () => {
        const [, now] = await boss.asks('CoreShowChannels');
        return now?.['Channel'] === hers && now['Exten'] === '60' && now['Application'] === 'Wait';
      });
      anna.run('/hangup');
      await boss.saw('Hangup', { Channel: hers });
      expect(await boss.saw('Cdr', { DestinationChannel: his })).toMatchObject({
        Source: '555',
        Channel: hers,
        LastApplication: 'Dial',
        Disposition: 'ANSWERED',
      });
      await boss.saw('DeviceStateChange', { Device: 'SIP/phone1', State: 'NOT_INUSE' });
    });

    test('two channels are bridged, recorded and parked', async () => {
      boss.forget();
      anna.run('/dial 60');
      bert.run('/dial 60');
      await until(async () => (await boss.asks('CoreShowChannels')).at(-1)?.['ListItems'] === '2', 10_000);
      await until(
        async () => (await boss.asks('Status')).filter((one) => one['ChannelStateDesc'] === 'Up').length === 2,
      );
      const [hers, his] = [await channelOf('phone0'), await channelOf('phone1')];
      const [bridged] = await boss.asks('Bridge', { Channel1: hers, Channel2: his });
      expect(bridged).toMatchObject({ Response: 'Success', Message: 'Channels have been bridged' });
      await boss.saw('BridgeEnter', { Channel: hers });
      await boss.saw('BridgeEnter', { Channel: his });

      const [recording] = await boss.asks('MixMonitor', { Channel: hers, File: 'live.wav' });
      expect(recording).toMatchObject({ Response: 'Success' });
      await boss.saw('MixMonitorStart', { Channel: hers });
      expect(await phones.hears(anna)).toEqual([1]);
      expect(phones.lastHeard(bert)).toEqual([0]);
      const [over] = await boss.asks('StopMixMonitor', { Channel: hers });
      expect(over).toMatchObject({ Response: 'Success' });
      await boss.saw('MixMonitorStop', { Channel: hers });
      const path = join(dirname(pbx.spool), 'monitor', 'live.wav');
      await until(() => existsSync(path) && readSound(path).samples.length > 16_000);
      for (const tone of TONES) expect(amplitudeAt(readSound(path), tone, 1000, 1000)).toBeGreaterThan(2000);

      const [parked] = await boss.asks('Park', { Channel: his, Timeout: '30000' });
      expect(parked).toMatchObject({ Response: 'Success' });
      expect(await boss.saw('ParkedCall')).toMatchObject({ ParkeeChannel: his, ParkingSpace: '701' });
      const [, call] = await boss.asks('ParkedCalls');
      expect(call).toMatchObject({ Event: 'ParkedCall', ParkeeChannel: his, ParkingSpace: '701' });
      bert.run('/hangup');
      await boss.saw('ParkedCallGiveUp', { ParkeeChannel: his });
      anna.run('/hangup');
      await quiet();
    });

    test('a call that the manager has placed is picked up by a key, and goes on where it was to go', async () => {
      boss.forget();
      const order = { Channel: 'Local/rings@in/n', Context: 'in', Exten: '60', Priority: '1', Async: 'true' };
      await boss.asks('Originate', { ...order, Variable: 'CHANNEL(callgroup)=1' });
      const { Channel = '' } = await boss.saw('Newstate', { ChannelStateDesc: 'Ringing' });
      bert.run('/dial *8');
      expect(await boss.saw('Pickup')).toMatchObject({ CallerIDNum: 'phone1', TargetChannel: Channel });
      expect(await boss.saw('OriginateResponse')).toMatchObject({ Response: 'Success', Exten: '60' });
      await until(async () => {
        const [, ...rows] = await boss.asks('CoreShowChannels');
        const his = rows.find((row) => row['Channel']?.startsWith('SIP/phone1-'));
        return his?.['Exten'] === '60' && his['Application'] === 'Wait';
      });
      bert.run('/hangup');
      await quiet();
    });

    test('a message that is left is told and counted', async () => {
      const mailbox = '22@default';
      expect((await boss.asks('MailboxCount', { Mailbox: mailbox }))[0]).toMatchObject({
        NewMessages: '0',
        OldMessages: '0',
      });
      bert.run('/dial 40');
      await boss.saw('Newexten', { Application: 'VoiceMail' });
      await until(() => recorded(dirname(pbx.spool)) >= 1.5 * 16_000, 15_000);
      bert.run('/hangup');
      expect(await boss.saw('MessageWaiting', { Mailbox: mailbox, Waiting: '1' })).toMatchObject({
        New: '1',
        Old: '0',
      });
      expect((await boss.asks('MailboxStatus', { Mailbox: mailbox }))[0]).toMatchObject({
        Response: 'Success',
        Message: 'Mailbox Status',
        Waiting: '1',
      });
      expect((await boss.asks('MailboxCount', { Mailbox: mailbox }))[0]).toMatchObject({
        Message: 'Mailbox Message Count',
        UrgMessages: '0',
        NewMessages: '1',
        OldMessages: '0',
      });
    });

    test('the database is written and read; events can be turned off', async () => {
      const key = { Family: 'colours', Key: 'sky' };
      expect((await boss.asks('DBPut', { ...key, Val: 'blue' }))[0]).toMatchObject({ Response: 'Success' });
      expect((await boss.asks('DBGet', key))[1]).toMatchObject({ Event: 'DBGetResponse', ...key, Val: 'blue' });
      expect((await boss.asks('DBDel', key))[0]).toMatchObject({ Response: 'Success' });
      expect((await boss.asks('DBGet', key))[0]).toMatchObject({
        Response: 'Error',
        Message: 'Database entry not found',
      });
      expect((await boss.asks('Events', { EventMask: 'off' }))[0]).toMatchObject({
        Response: 'Success',
        Events: 'Off',
      });
      await boss.asks('UserEvent', { UserEvent: 'Unheard' });
      expect((await boss.asks('Events', { EventMask: 'user' }))[0]).toMatchObject({
        Response: 'Success',
        Events: 'On',
      });
      await boss.asks('UserEvent', { UserEvent: 'Heard' });
      await boss.saw('UserEvent', { UserEvent: 'Heard' });
      expect(boss.events('UserEvent', { UserEvent: 'Unheard' })).toEqual([]);
    });
  },
);
