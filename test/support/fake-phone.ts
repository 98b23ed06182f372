import type { Clock } from '../../src/base/clock.ts';
import { type Cause, cause } from '../../src/channel/cause.ts';
import type { Channel } from '../../src/channel/channel.ts';
import type { FarFailure } from '../../src/channel/channel-listener.ts';
import type { ChannelDriver, ChannelRequest, RequestResult } from '../../src/channel/driver.ts';
import type { DriverLeg, Indication, IndicationResult } from '../../src/channel/driver-leg.ts';
import type { Party } from '../../src/channel/party.ts';
import type { DeviceState } from '../../src/channel/state.ts';
import type { ChannelTable } from '../../src/channel/table.ts';
import type { DigitEvent, MediaEngine, MediaLeg, Playing, Recording } from '../../src/media/facade.ts';
import { readSound, type Sound } from './audio.ts';

/** What a phone does with a call that reaches it; nothing means it just does not react. */
export type Behaviour = (call: FakeCall) => void;

/** Rings, and answers after a while. */
export function answerAfter(ringMs: number, then?: Behaviour): Behaviour {
  return (call) => {
    call.ring();
    call.clock.after(ringMs, () => {
      if (call.endedWith !== undefined) return;
      call.pickUp();
      then?.(call);
    });
  };
}

/** Rings for ever. */
export const ringOnly: Behaviour = (call) => call.ring();

/** Refuses at once: busy, no way through, or with a cause of one's own. */
export function refuse(as: FarFailure, why?: Cause): Behaviour {
  const usual = { busy: cause.userBusy, congestion: cause.congestion, unavailable: 20, ended: cause.callRejected };
  return (call) => call.hangUp(why ?? usual[as], as);
}

/** One call as the phone sees it. All that the PBX does to it is kept here. */
export class FakeCall implements DriverLeg {
  readonly phone: string;
  readonly channel: Channel;
  readonly clock: Clock;
  /** The PBX's side of the audio. */
  readonly media: MediaLeg | undefined;
  /** The phone's side of the audio. */
  readonly ear: MediaLeg | undefined;
  /** What the PBX has shown, in order. */
  readonly indications: Indication[] = [];
  /** Digits that the phone has heard, in order. */
  digits = '';
  readonly digitEvents: DigitEvent[] = [];
  /** Texts that it has been sent. */
  readonly texts: string[] = [];
  /** Set once the PBX has ended the call: with which cause. */
  endedWith: Cause | undefined;
  /** True once the PBX has accepted an incoming call. */
  accepted = false;
  readonly #behaviour: Behaviour | undefined;
  readonly #recordings: Array<{ recording: Recording; path: string }> = [];

  constructor(
    phone: string,
    channel: Channel,
    clock: Clock,
    audio: readonly [MediaLeg, MediaLeg] | undefined,
    behaviour: Behaviour | undefined,
  ) {
    this.phone = phone;
    this.channel = channel;
    this.clock = clock;
    this.media = audio?.[0];
    this.ear = audio?.[1];
    this.#behaviour = behaviour;
    if (this.media) this.media.listener = { onDigit: (event) => channel.farDigit(event, 'media') };
    if (this.ear)
      this.ear.listener = {
        onDigit: (event) => {
          this.digitEvents.push(event);
          if (event.phase === 'end') this.digits += event.digit;
        },
      };
  }

  // What the PBX does.

  call(): void {
    this.#behaviour?.(this);
  }

  answer(): void {
    this.accepted = true;
  }

  indicate(indication: Indication): IndicationResult {
    this.indications.push(indication);
    if (indication === 'hold' || indication === 'unhold') return 'ignored';
    if (!this.channel.isUp) return 'signalled';
    return indication === 'ringing' || indication === 'busy' || indication === 'congestion' ? 'use-tone' : 'ignored';
  }

  hangup(why: Cause): void {
    this.endedWith = why;
    for (const { recording } of this.#recordings) recording.stop();
    this.ear?.close();
  }

  sendText(text: string): Promise<boolean> {
    this.texts.push(text);
    return Promise.resolve(true);
  }

  // What the phone does.

  /** Answers a call that has come to it. */
  pickUp(): void {
    this.channel.farAnswered();
  }

  ring(): void {
    this.channel.farRinging();
  }

  proceed(): void {
    this.channel.farProceeding();
  }

  /** Begins early media (a 183 with a session description). */
  progress(): void {
    this.channel.farProgress();
  }

  /** Wants the call to go elsewhere (302). */
  forward(resource: string): void {
    this.channel.farForwarded(resource);
  }

  hold(held: boolean): void {
    this.channel.farHeld(held);
  }

  /** Hangs up or refuses. */
  hangUp(why: Cause = cause.normalClearing, as: FarFailure = 'ended'): void {
    if (this.endedWith === undefined) this.channel.farHungUp(why, as);
  }

  /** Presses digits one after another, each 100 ms long with 100 ms after it. */
  async press(digits: string): Promise<void> {
    for (const digit of digits) {
      this.ear?.sendDigit(digit, 100);
      await this.clock.sleep(200);
    }
  }

  /** Speaks a file. */
  say(path: string): Playing | undefined {
    return this.ear?.play([{ kind: 'file', path }]);
  }

  /** Hums a tone until stopped. */
  hum(frequencyHz: number): Playing | undefined {
    const step = { frequency1Hz: frequencyHz, frequency2Hz: 0, modulate: false, durationMs: 0, once: false };
    return this.ear?.play([{ kind: 'tone', tone: [step], loop: true }]);
  }

  /** Writes what it hears from now on to `path` (a wav); {@link heard} reads it. */
  listen(path: string): void {
    const recording = this.ear?.record({ path, format: 'wav', append: false, keepSilence: true });
    if (recording) this.#recordings.push({ recording, path });
  }

  /** Ends what {@link listen} began and gives the sound. */
  async heard(): Promise<Sound> {
    const last = this.#recordings.at(-1);
    if (!last) throw new Error(`${this.phone} does not listen`);
    last.recording.stop();
    await last.recording.done;
    return readSound(last.path);
  }
}

/** What the exchange needs of the PBX. */
export interface ExchangeHouse {
  readonly channels: ChannelTable;
  readonly clock: Clock;
  readonly media: MediaEngine;
}

/**
 * A technology without a protocol: phones that do what a test says. `SIP/alice` reaches the phone `alice`, `SIP/alice/123` and
 * `SIP/123@alice` too. One that is not there is answered as an unregistered peer is: cause 20.
 */
export class FakeExchange implements ChannelDriver {
  readonly technologies: readonly string[];
  readonly description = 'Phones of a test';
  readonly #phones = new Map<string, { behaviour: Behaviour | undefined; calls: FakeCall[] }>();
  readonly #house: ExchangeHouse;

  constructor(house: ExchangeHouse, technologies: readonly string[]) {
    this.#house = house;
    this.technologies = technologies;
  }

  /** Adds a phone, or gives one that is there another behaviour. */
  phone(name: string, behaviour?: Behaviour): void {
    const known = this.#phones.get(name);
    if (known) known.behaviour = behaviour;
    else this.#phones.set(name, { behaviour, calls: [] });
  }

  /** Whom a phone makes itself known as when it is called; nobody unless told. */
  readonly identities = new Map<string, Party>();

  /** Takes a phone away: calls to it fail. */
  remove(name: string): void {
    this.#phones.delete(name);
  }

  /** The calls that have reached a phone, oldest first. */
  callsOf(name: string): readonly FakeCall[] {
    return this.#phones.get(name)?.calls ?? [];
  }

  request(technology: string, request: ChannelRequest): RequestResult {
    const [before = '', after = ''] = request.resource.split(/[/@]/);
    const name = request.resource.includes('@') ? after : before;
    const phone = this.#phones.get(name);
    if (!phone) return { ok: false, cause: cause.subscriberAbsent, reason: 'Subscriber absent' };
    const call = this.#open(technology, name, 'Down', request.requestor, phone.behaviour);
    phone.calls.push(call);
    const identity = this.identities.get(name);
    if (identity) call.channel.parties.caller = identity;
    return { ok: true, channel: call.channel };
  }

  deviceState(_technology: string, resource: string): DeviceState {
    const phone = this.#phones.get(resource);
    if (!phone) return 'UNAVAILABLE';
    return phone.calls.some((call) => call.endedWith === undefined) ? 'INUSE' : 'NOT_INUSE';
  }

  /** A call that comes in from a phone, before any dialplan runs on it. */
  incoming(name: string, place: { readonly context: string; readonly exten: string }): FakeCall {
    return this.#open(this.technologies[0] ?? 'Phone', name, 'Ring', undefined, undefined, place);
  }

  #open(
    technology: string,
    name: string,
    state: 'Down' | 'Ring',
    requestor: Channel | undefined,
    behaviour: Behaviour | undefined,
    place = { context: 'default', exten: 's' },
  ): FakeCall {
    const channel = this.#house.channels.create({
      technology,
      resource: name,
      state,
      start: { ...place, priority: 1 },
      requestor,
    });
    const call = new FakeCall(name, channel, this.#house.clock, this.#house.media.openPipe(), behaviour);
    channel.attachLeg(call);
    return call;
  }
}
