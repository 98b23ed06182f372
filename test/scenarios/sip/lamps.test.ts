import { expect, test } from 'vitest';
import { commandsPort } from '../../../src/pbx/ports/commands.ts';
import { type MessageCounts, mailboxesPort } from '../../../src/pbx/ports/mailboxes.ts';
import type { SipRequest } from '../../../src/sip/message/message.ts';
import { FakeWebServer } from '../../support/fake-web-server.ts';
import { RawPeer } from '../../support/raw-peer.ts';
import { phoneSdp, SipPhone } from '../../support/sip-phone.ts';
import { openTestPbx, type TestPbx, type TestPbxOptions } from '../../support/test-pbx.ts';

const SIP_CONF = `[general]
udpbindaddr = 127.0.0.1
notifyhold = yes
disallow = all
allow = ulaw
[desk]
type = friend
host = 127.0.0.5
port = 5060
insecure = port,invite
context = in
subscribecontext = lamps
mailbox = 100
[deaf]
type = friend
host = 127.0.0.6
insecure = port,invite
context = lamps
allowsubscribe = no
[ada]
type = friend
host = dynamic
secret = pw
context = in
mailbox = 200@default
[bert]
type = friend
host = dynamic
secret = pw
`;
const PJSIP_CONF = `[udp]
type = transport
bind = 127.0.0.1:5070
[carl]
type = endpoint
aors = carl
context = lamps
allow = ulaw
identify_by = ip
[carl]
type = identify
endpoint = carl
match = 127.0.0.7
[carl]
type = aor
contact = sip:carl@127.0.0.7:5060
mailboxes = 100@default,200@default
`;
const EXTENSIONS = `[lamps]
exten => lamp,hint,Custom:lamp
exten => both,hint,SIP/bert&Custom:lamp
exten => bert,hint,SIP/bert
exten => free,hint,Calendar:work
[in]
exten => bert,1,Dial(SIP/bert,20)
`;

async function open(more: Partial<TestPbxOptions> = {}): Promise<TestPbx> {
  const pbx = await openTestPbx({
    ...more,
    config: { ...more.config, 'sip.conf': SIP_CONF, 'pjsip.conf': PJSIP_CONF, 'extensions.conf': EXTENSIONS },
    noload: ['manager', 'res_manager', 'asterisk', 'res_console'],
  });
  pbx.pbx.ports.use(mailboxesPort).keep({ counts: (box, context) => boxes.get(`${box}@${context}`) });
  boxes.clear();
  return pbx;
}

/** What a keeper of mailboxes has, by `box@context`. */
const boxes = new Map<string, MessageCounts>();

async function rx(pbx: TestPbx, command: string): Promise<string> {
  return (await pbx.pbx.ports.use(commandsPort).run(command)).text;
}

/** A phone with lamps: subscribes, and answers each NOTIFY. */
class Desk {
  readonly peer: RawPeer;
  readonly #pbx: TestPbx;
  readonly #port: number;
  readonly #user: string;
  #serial = 0;
  #seen = 0;
  status = '200 OK';

  private constructor(pbx: TestPbx, peer: RawPeer, user: string, port: number) {
    this.#user = user;
    this.#pbx = pbx;
    this.peer = peer;
    this.#port = port;
  }

  static async open(pbx: TestPbx, host: string, user = 'desk', port = 5060): Promise<Desk> {
    return new Desk(pbx, await RawPeer.open(pbx.network, 5060, host), user, port);
  }

  /** Sends a SUBSCRIBE, again within the dialog of `last`. @returns the status and what NOTIFY says. */
  async subscribe(
    exten: string,
    { event = 'dialog', accept = 'application/dialog-info+xml', expires = 600, last = 0 } = {},
  ): Promise<string> {
    const serial = last || ++this.#serial;
    const to = last
      ? this.peer.messages
          .findLast((one) => one.kind === 'response' && one.status === 200 && one.callId === `s${last}`)
          ?.header('To')
      : undefined;
    const { host } = this.peer.local;
    this.peer.send({ host: '127.0.0.1', port: this.#port }, [
      `SUBSCRIBE sip:${exten}@127.0.0.1:${this.#port} SIP/2.0`,
      `Via: SIP/2.0/UDP ${host}:5060;branch=z9hG4bKs${serial}.${this.peer.messages.length}`,
      `From: <sip:${this.#user}@${host}>;tag=d${serial}`,
      `To: ${to ?? `<sip:${exten}@127.0.0.1>`}`,
      `Call-ID: s${serial}`,
      `CSeq: ${10 + this.peer.messages.length} SUBSCRIBE`,
      `Contact: <sip:${this.#user}@${host}:5060>`,
      'Max-Forwards: 70',
      `Event: ${event}`,
      ...(accept === '' ? [] : [`Accept: ${accept}`]),
      ...(expires < 0 ? [] : [`Expires: ${expires}`]),
    ]);
    return this.hears();
  }

  /** Waits a little, answers what has come, and gives it back in short. */
  async hears(ms = 100): Promise<string> {
    await this.#pbx.clock.advance(ms);
    const fresh = this.peer.messages.slice(this.#seen);
    this.#seen = this.peer.messages.length;
    for (const one of fresh) if (one.kind === 'request') this.peer.reply(one, this.status);
    await this.#pbx.clock.advance(10);
    return fresh.map((one) => (one.kind === 'response' ? String(one.status) : brief(one))).join(' | ');
  }
}

/** The state of a subscription, and what the document says. */
function brief(notify: SipRequest): string {
  const state = notify.header('Subscription-State')?.replace(/;expires=\d+/, '') ?? '';
  const told =
    /<state>(\w+)</.exec(notify.body)?.[1] ??
    /<note>([\w ]+)</.exec(notify.body)?.[1] ??
    /Voice-Message: (.*)\r/.exec(notify.body)?.[1];
  return `${notify.method} ${state} ${told}${notify.body.includes('rendering') ? ' held' : ''}`;
}

test('a lamp follows a custom device through all its states, and is told each once', async () => {
  await using pbx = await open();
  const desk = await Desk.open(pbx, '127.0.0.5');
  expect(await desk.subscribe('lamp')).toBe('200 | NOTIFY active terminated');
  const told: string[] = [];
  for (const state of [
    'RINGING',
    'INUSE',
    'INUSE',
    'ONHOLD',
    'BUSY',
    'RINGINUSE',
    'UNAVAILABLE',
    'INVALID',
    'NOT_INUSE',
  ]) {
    await rx(pbx, `devstate change Custom:lamp ${state}`);
    told.push(`${state}: ${await desk.hears()}`);
  }
  expect(told).toEqual([
    'RINGING: NOTIFY active early',
    'INUSE: NOTIFY active confirmed',
    'INUSE: ',
    'ONHOLD: NOTIFY active confirmed held',
    'BUSY: NOTIFY active confirmed',
    'RINGINUSE: NOTIFY active early',
    'UNAVAILABLE: NOTIFY active terminated',
    'INVALID: ',
    'NOT_INUSE: NOTIFY active terminated',
  ]);
  const { body } = desk.peer.lastRequest;
  expect(body).toContain('version="7" state="full" entity="sip:lamp@127.0.0.1"');
  expect(await rx(pbx, 'core show hints')).toMatch(/^lamp@lamps .*Watchers {2}1$/m);
  expect(await rx(pbx, 'sip show subscriptions')).toMatch(
    /^127\.0\.0\.5 +desk +s1 +lamp@lamps +Ready +dialog-info\+xml +<none> +0005\d\d/m,
  );
});

test('a lamp follows a phone, and a group of devices, through a call', async () => {
  await using pbx = await open();
  const desk = await Desk.open(pbx, '127.0.0.5');
  await rx(pbx, 'devstate change Custom:lamp NOT_INUSE');
  expect(await desk.subscribe('bert')).toBe('200 | NOTIFY active terminated');
  expect(await desk.subscribe('both', { event: 'presence', accept: 'application/pidf+xml' })).toBe(
    '200 | NOTIFY active Ready',
  );
  const [ada, bert] = await Promise.all(
    (['ada', 'bert'] as const).map((user, i) =>
      SipPhone.open(pbx.network, pbx.clock, { user, password: 'pw', port: 6001 + i }),
    ),
  );
  void ada?.register();
  void bert?.register();
  expect(await desk.hears()).toBe('NOTIFY active terminated');
  ada?.call('bert');
  expect(await desk.hears(200)).toBe('NOTIFY active early | NOTIFY active Ringing');
  bert?.calls[0]?.accept(phoneSdp());
  expect(await desk.hears(200)).toBe('NOTIFY active confirmed | NOTIFY active On the phone');
  bert?.calls[0]?.end();
  expect(await desk.hears(200)).toBe('NOTIFY active terminated | NOTIFY active Ready');
  expect(await desk.hears(1000)).toBe('');
});

test('a subscription is renewed, given up, expires, and ends where its hint or its phone is gone', async () => {
  await using pbx = await open();
  const desk = await Desk.open(pbx, '127.0.0.5');
  expect(await desk.subscribe('lamp')).toBe('200 | NOTIFY active terminated');
  expect(await desk.subscribe('lamp', { last: 1 })).toBe('200 | NOTIFY active terminated');
  expect(await desk.subscribe('lamp', { last: 1, expires: 0 })).toBe(
    '200 | NOTIFY terminated;reason=timeout terminated',
  );
  expect(await desk.subscribe('lamp', { last: 1 })).toBe('481');
  await desk.subscribe('lamp', { expires: 60 });
  expect(await desk.hears(59_500)).toBe('');
  expect(await desk.hears(400)).toBe('NOTIFY terminated;reason=timeout terminated');
  await desk.subscribe('lamp');
  pbx.write('extensions.conf', EXTENSIONS.replace('lamp,hint,Custom:lamp', 'lamp,hint,Custom:other'));
  await rx(pbx, 'dialplan reload');
  await rx(pbx, 'devstate change Custom:other INUSE');
  expect(await desk.hears()).toBe('NOTIFY active confirmed');
  pbx.write('extensions.conf', EXTENSIONS.replace('exten => lamp,hint,Custom:lamp', ''));
  await rx(pbx, 'dialplan reload');
  expect(await desk.hears()).toBe('NOTIFY terminated;reason=noresource confirmed');
  await desk.subscribe('both');
  desk.status = '481 Gone';
  await rx(pbx, 'devstate change Custom:lamp INUSE');
  await desk.hears();
  expect(await rx(pbx, 'sip show subscriptions')).toContain('0 active SIP subscriptions');
});

test('what cannot be watched is refused as Asterisk refuses it', async () => {
  await using pbx = await open();
  const desk = await Desk.open(pbx, '127.0.0.5');
  const deaf = await Desk.open(pbx, '127.0.0.6', 'deaf');
  const stranger = await Desk.open(pbx, '127.0.0.9', 'nobody');
  expect(await desk.subscribe('nothing')).toBe('404');
  expect(await desk.subscribe('lamp', { event: 'weather', accept: '' })).toBe('489');
  expect(await desk.subscribe('lamp', { accept: 'text/plain' })).toBe('489');
  expect(await desk.subscribe('lamp', { expires: 5 })).toBe('423');
  expect(desk.peer.lastResponse.header('Min-Expires')).toBe('60');
  expect(await desk.subscribe('lamp', { expires: 500_000 })).toMatch(/^200/);
  expect(desk.peer.lastResponse.header('Expires')).toBe('3600');
  expect(await desk.subscribe('lamp', { expires: 0 })).toBe('200 | NOTIFY terminated;reason=timeout terminated');
  expect(await deaf.subscribe('lamp')).toBe('403');
  expect(await stranger.subscribe('lamp')).toBe('401');
});

test('an endpoint of pjsip.conf watches too', async () => {
  await using pbx = await open();
  const carl = await Desk.open(pbx, '127.0.0.7', 'carl', 5070);
  expect(await carl.subscribe('lamp', { accept: '', expires: -1 })).toBe('200 | NOTIFY active terminated');
  expect(carl.peer.lastResponse.header('Expires')).toBe('3600');
  await rx(pbx, 'devstate change Custom:lamp RINGINUSE');
  expect(await carl.hears()).toBe('NOTIFY active confirmed');
  expect(await rx(pbx, 'pjsip show subscriptions inbound')).toMatch(
    /^Endpoint: carl\/<none>\nResource: lamp\/dialog\n {2}Expiry: +3\d{3} {2}s1$/m,
  );
});

test('message lamps: told without being asked for when a phone registers and when messages come, or by subscription', async () => {
  await using pbx = await open();
  const mailboxes = pbx.pbx.ports.use(mailboxesPort);
  const change = (box: string, counts: MessageCounts): void => {
    boxes.set(`${box}@default`, counts);
    mailboxes.changed(box, 'default');
  };
  const desk = await Desk.open(pbx, '127.0.0.5');
  const carl = await Desk.open(pbx, '127.0.0.7', 'carl', 5070);
  change('100', { unheard: 2, urgent: 1, heard: 4 });
  expect(await desk.hears()).toBe('NOTIFY terminated 3/4 (1/0)');
  expect(desk.peer.lastRequest.body).toBe(
    'Messages-Waiting: yes\r\nMessage-Account: sip:asterisk@127.0.0.1\r\nVoice-Message: 3/4 (1/0)\r\n',
  );
  expect(await carl.hears()).toBe('');
  expect(await carl.subscribe('carl', { event: 'message-summary', accept: '' })).toBe('200 | NOTIFY active 3/4 (1/0)');
  change('200', { unheard: 1, urgent: 0, heard: 0 });
  expect(await carl.hears()).toBe('NOTIFY active 4/4 (1/0)');
  const ada = await SipPhone.open(pbx.network, pbx.clock, { user: 'ada', password: 'pw', port: 6001 });
  void ada.register();
  await pbx.clock.advance(100);
  expect(ada.requests.map(brief)).toEqual(['NOTIFY terminated 1/0 (0/0)']);
  expect(await desk.subscribe('desk', { event: 'message-summary', accept: 'application/simple-message-summary' })).toBe(
    '200 | NOTIFY active 3/4 (1/0)',
  );
  change('100', { unheard: 0, urgent: 0, heard: 7 });
  expect(await desk.hears()).toBe('NOTIFY active 0/7 (0/0)');
});

test('a lamp follows a calendar: lit while its owner is in a meeting', async () => {
  const nine = Date.UTC(2026, 10, 21, 9);
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Meeting'];
  const meeting = [...lines, 'DTSTART:20261121T091000Z', 'DTEND:20261121T092000Z', 'END:VEVENT', 'END:VCALENDAR', ''];
  const server = new FakeWebServer(meeting.join('\r\n'));
  await using pbx = await open({
    startMs: nine,
    http: server,
    config: { 'calendar.conf': '[work]\ntype = ical\nurl = https://calendar.example.org/work.ics\nrefresh = 60\n' },
  });
  await pbx.clock.advance(1000);
  const desk = await Desk.open(pbx, '127.0.0.5');
  expect(await desk.subscribe('free', { expires: 3600 })).toBe('200 | NOTIFY active terminated');
  await pbx.clock.advance(nine + 10 * 60_000 - pbx.clock.now() - 500);
  expect(await desk.hears()).toBe('');
  expect(await desk.hears(500)).toBe('NOTIFY active confirmed');
  await pbx.clock.advance(nine + 20 * 60_000 - pbx.clock.now() - 500);
  expect(await desk.hears(600)).toBe('NOTIFY active terminated');
});
