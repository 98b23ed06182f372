import type { Clock } from '../base/clock.ts';
import type { EventBus } from '../base/event-bus.ts';
import { Followers } from '../base/followers.ts';
import { LazyAbort } from '../base/lazy-abort.ts';
import type { Logger } from '../base/log.ts';
import type { DigitEvent, MediaLeg } from '../media/facade.ts';
import { Attachments } from './attachment.ts';
import { type Cause, cause } from './cause.ts';
import type { ChannelChange, ChannelInit, ChannelListener, ChannelSettings, FarFailure } from './channel-listener.ts';
import type { DriverLeg, Indication, IndicationResult } from './driver-leg.ts';
import { type Droppable, drops } from './dropped-frames.ts';
import {
  accountCodeChanged,
  callerChanged,
  channelHungUp,
  channelStateChanged,
  connectedChanged,
  digitHeard,
  digitPassed,
  hangupRequested,
  holdChanged,
  softHangupAsked,
  stepStarted,
  variableSet,
} from './events.ts';
import { firstPacket } from './first-packet.ts';
import { HungUp } from './hangup.ts';
import { ChannelListeners } from './listeners.ts';
import { emptyParties, type Parties, type Party, samePartyShown } from './party.ts';
import { type DialplanControl, DialplanPosition, type DialplanTarget } from './position.ts';
import { type ChannelSnapshot, snapshotOf, standsWhere } from './snapshot.ts';
import type { ChannelState } from './state.ts';
import { usualSettings } from './usual-settings.ts';
import { ChannelVariables, type VariableOwner } from './variables.ts';

/** What a channel needs of the house it lives in. */
export interface ChannelHost {
  readonly clock: Clock;
  readonly bus: EventBus;
  readonly log: Logger;
  /** The channel is gone; forget it. */
  forget(channel: Channel): void;
}

/**
 * One leg of a call. It owns its variables, parties, settings and attachments, but knows no technology (the driver's leg does),
 * no dialplan (the walker moves its position), no media engine, no CDR and no bridge internals. It ends in two steps:
 * {@link requestHangup} lets whoever runs the channel finish (`h` still runs on it); {@link release} then ends it for good.
 */
export class Channel implements VariableOwner {
  readonly technology: string;
  readonly name: string;
  readonly uniqueId: string;
  readonly createdMs: number;
  readonly parties: Parties = emptyParties();
  readonly variables = new ChannelVariables(this);
  readonly attachments = new Attachments();
  readonly position: DialplanPosition;
  readonly settings: ChannelSettings = usualSettings();
  /** Called before each application that is run on the channel, with the position at it; by whoever runs it. */
  readonly steps = new Followers();
  /** TIMEOUT(digit) and TIMEOUT(response), milliseconds. */
  readonly timeouts = { digitMs: 5000, responseMs: 10_000 };
  /** Set by the walker while it runs this channel. */
  dialplan: DialplanControl | undefined;
  /** The bridge this channel is in. */
  bridgeId: string | undefined;
  linkedId: string;
  answeredMs: number | undefined;
  /** An Originate has placed it: nothing is said of its end beforehand. */
  originated = false;
  /** The cause is told with the wish for its end. */
  tellsCause = true;
  /** How a Dial counts this leg, if its far end ended it without answering. */
  farFailure: FarFailure = 'ended';
  /** A hold by the far end is told to programs, but not to whoever it talks to. */
  keepsHolds = false;
  /** Its far end has put us on hold. */
  held = false;
  /** The cause of a channel that ends without anybody having told one; `h` still sees 0. */
  untoldCause: Cause = cause.normalClearing;
  /** The cause to be told; 0 until one is known. */
  hangupCause: Cause = cause.none;
  /** The cause that was known when the channel was let go; 0 where nobody had told one. */
  toldCause: Cause = cause.none;

  readonly #host: ChannelHost;
  readonly #hangup = new LazyAbort();
  readonly #listeners = new ChannelListeners();
  #leg: DriverLeg | undefined;
  #state: ChannelState;
  #released = false;
  #version = 0;
  #snapshot: ChannelSnapshot | undefined;
  /** The version that it shows. */
  #snapshotVersion = 0;

  constructor(host: ChannelHost, init: ChannelInit) {
    this.#host = host;
    this.technology = init.technology;
    this.name = init.name;
    this.uniqueId = init.uniqueId;
    this.linkedId = init.linkedId;
    this.position = new DialplanPosition(init.start);
    this.createdMs = host.clock.now();
    this.#state = init.state;
  }

  /** Called by its variables. */
  variableChanged(name: string, value = ''): void {
    const { bus } = this.#host;
    if (bus.listenerCount(variableSet) > 0) bus.publish(variableSet, { channel: this.snapshot(), name, value });
  }

  /** The driver's side. @throws Error while the driver has not attached it yet (a fault of the driver). */
  get leg(): DriverLeg {
    if (!this.#leg) throw new Error(`${this.name} has no driver leg yet`);
    return this.#leg;
  }

  /** Gives the channel its driver's side; once, right after creation. */
  attachLeg(leg: DriverLeg): void {
    this.#leg = leg;
  }

  /** The audio of this channel, if there is any yet. */
  get media(): MediaLeg | undefined {
    return this.#leg?.media;
  }

  get state(): ChannelState {
    return this.#state;
  }

  /** True once the far end has been answered or has answered. */
  get isUp(): boolean {
    return this.#state === 'Up';
  }

  /** Aborted with {@link HungUp} as soon as the channel's end is asked for. */
  get hangupSignal(): AbortSignal {
    return this.#hangup.signal;
  }

  /** Calls `ended` once as soon as the channel's end is asked for, before any listener; at once where it has been. The returned function takes it back out. */
  whenHungUp(ended: () => void): () => void {
    return this.#hangup.follow(ended);
  }

  /** The same as {@link whenHungUp}, for who takes it back out by {@link unfollowHangup}. */
  followHangup(ended: () => void): void {
    this.#hangup.add(ended);
  }

  /** `ended` is called no more. */
  unfollowHangup(ended: () => void): void {
    this.#hangup.remove(ended);
  }

  get hungUp(): boolean {
    return this.#hangup.aborted;
  }

  get released(): boolean {
    return this.#released;
  }

  /** Adds a listener; the returned function takes it out. Digits that nobody has heard yet are told to it at once. */
  listen(listener: ChannelListener): () => void {
    this.addListener(listener);
    return () => this.removeListener(listener);
  }

  /** The same as {@link listen}, for who takes it back out by {@link removeListener}. */
  addListener(listener: ChannelListener): void {
    this.#listeners.add(listener);
  }

  /** `listener` is told nothing more. */
  removeListener(listener: ChannelListener): void {
    this.#listeners.remove(listener);
  }

  /** Puts back digits that a listener was told and did not use: the next one hears them. */
  returnDigits(events: readonly DigitEvent[]): void {
    this.#listeners.giveBack(events);
  }

  /** To be called after changing what a snapshot shows. */
  touch(): void {
    this.#version++;
  }

  /** The channel as of now; the same object until something changes. */
  snapshot(): ChannelSnapshot {
    const last = this.#snapshot;
    if (last && this.#snapshotVersion === this.#version && standsWhere(last, this)) return last;
    this.#snapshotVersion = this.#version;
    this.#snapshot = snapshotOf(this);
    return this.#snapshot;
  }

  /** Changes the state and tells everybody. */
  setState(state: ChannelState): void {
    if (state === this.#state) return;
    this.#state = state;
    if (state === 'Up') this.answeredMs ??= this.#host.clock.now();
    this.touch();
    this.#host.bus.publish(channelStateChanged, this.snapshot());
  }

  /** Replaces the caller party. */
  setCaller(caller: Party): void {
    this.update({ caller });
  }

  /** Replaces the connected party. */
  setConnected(connected: Party): void {
    this.update({ connected });
  }

  /** Changes several things at once: all of them hold before any is told, in Asterisk's order. A party is told of where its number or name is another one. */
  update({ caller, connected, accountCode, application }: ChannelChange): void {
    const { bus } = this.#host;
    const old = this.settings.accountCode;
    const callerTold = caller && !samePartyShown(caller, this.parties.caller);
    const connectedTold = connected && !samePartyShown(connected, this.parties.connected);
    if (application) Object.assign(this.position, { application, applicationData: '(Outgoing Line)' });
    if (caller) this.parties.caller = caller;
    if (connected) this.parties.connected = connected;
    this.settings.accountCode = accountCode ?? old;
    this.touch();
    if (application && bus.listenerCount(stepStarted) > 0) bus.publish(stepStarted, this.snapshot());
    if (callerTold) bus.publish(callerChanged, this.snapshot());
    if (this.settings.accountCode !== old) bus.publish(accountCodeChanged, { channel: this.snapshot(), old });
    if (connectedTold) bus.publish(connectedChanged, this.snapshot());
  }

  /** Takes over what a channel made on behalf of `parent` inherits. */
  inheritFrom(parent: Channel): void {
    this.linkedId = parent.linkedId;
    this.settings.language = parent.settings.language;
    this.settings.musicClass = parent.settings.musicClass;
    this.variables.inheritFrom(parent.variables);
    this.attachments.inheritFrom(parent.attachments);
    this.touch();
  }

  /**
   * Accepts the call, if it is not up yet, and waits up to `waitForMediaMs` for the first packet of audio, as Asterisk does, so
   * that no prompt loses its beginning. Never rejects for a hangup: the caller notices that by its signal.
   */
  async answer(waitForMediaMs = 500): Promise<void> {
    if (this.isUp || this.hungUp) return;
    await this.leg.answer();
    if (this.hungUp) return;
    this.setState('Up');
    const { media } = this;
    if (media && waitForMediaMs > 0) await firstPacket(this.#host.clock, media, this.#hangup, waitForMediaMs);
  }

  /** Shows something to the far end. */
  indicate(indication: Indication): IndicationResult {
    if (this.#released || !this.#leg) return 'ignored';
    if (drops(this, 'to', indication)) return 'dropped';
    return this.#leg.indicate(indication);
  }

  /** Sends a digit to the far end, by signalling or with the media, whichever was agreed. */
  sendDigit(digit: string, durationMs: number): void {
    this.tellDigitSent({ digit, phase: 'begin', durationMs: 0 });
    this.#host.clock.after(durationMs, () => this.tellDigitSent({ digit, phase: 'end', durationMs }));
    if (this.#leg?.sendDigit?.(digit, durationMs)) return;
    this.media?.sendDigit(digit, durationMs);
  }

  /** Says that a digit begins to be sent to the far end, or is over. */
  tellDigitSent(digit: DigitEvent): void {
    if (!this.#released) this.#tellDigit(digit, 'Sent');
  }

  #tellDigit(digit: DigitEvent, direction: 'Received' | 'Sent'): void {
    const { bus } = this.#host;
    if (bus.listenerCount(digitPassed) > 0) bus.publish(digitPassed, { channel: this.snapshot(), digit, direction });
  }

  /**
   * Asks for the end, once: aborts {@link hangupSignal}, tells the listeners. Whoever runs the channel then releases it.
   * @param by the far end has gone, somebody here wants it, or it comes to its own end.
   */
  requestHangup(why: Cause = cause.normalClearing, by: 'far' | 'near' | 'itself' = 'near'): void {
    if (this.hungUp) return;
    if (this.hangupCause === cause.none) this.hangupCause = why;
    this.touch();
    const told = this.tellsCause ? this.hangupCause : undefined;
    this.#host.bus.publish(hangupRequested, { channel: this.snapshot(), cause: told, by });
    if (by === 'near') this.tellSoftHangup();
    this.#hangup.abort(new HungUp(this.hangupCause));
    this.#tell((listener) => listener.onHangup?.(this.hangupCause));
  }

  /** Says that somebody here ends it; by whoever runs it, where nobody has asked for its end. */
  tellSoftHangup(): void {
    this.#host.bus.publish(softHangupAsked, this.snapshot());
  }

  /** Ends the channel for good; idempotent. Called by whoever runs it: the walker, Dial for its legs, a bridge for the callee. */
  release(why?: Cause): void {
    if (this.#released) return;
    this.toldCause = this.hangupCause || (why ?? cause.none);
    if (this.hangupCause === cause.none) this.hangupCause = why ?? this.untoldCause;
    if (!this.hungUp) {
      this.#hangup.abort(new HungUp(this.hangupCause));
      this.#tell((listener) => listener.onHangup?.(this.hangupCause));
    }
    this.#released = true;
    this.touch();
    this.#leg?.hangup(this.hangupCause);
    this.#leg?.media?.close();
    this.#host.bus.publish(channelHungUp, { channel: this.snapshot(), cause: this.hangupCause });
    this.#listeners.clear();
    this.#host.forget(this);
  }

  /** Sends the channel elsewhere in the dialplan, where it stands at once: if a walker runs it, by that, else by whoever listens (a bridge lets it go). */
  redirect(target: DialplanTarget): void {
    this.position.moveTo(target);
    if (this.dialplan) this.dialplan.redirect(target);
    else this.#tell((listener) => listener.onRedirect?.(target));
  }

  // What the far end does, told by the driver.

  /** The far end rings. */
  farRinging(): void {
    if (this.#state === 'Down' || this.#state === 'Dialing') this.setState('Ringing');
    this.#tell((listener) => listener.onRinging?.(), 'ringing');
  }

  /** The far end works on it. */
  farProceeding(): void {
    this.#tell((listener) => listener.onProceeding?.(), 'proceeding');
  }

  /** The far end has given its first sign of life, and the driver vouches for who it is. */
  farIdentified(): void {
    this.#tell((listener) => listener.onIdentified?.(), 'connected-line');
  }

  /** The far end sends, or will send, audio before answering. */
  farProgress(): void {
    this.#tell((listener) => listener.onProgress?.(), 'progress');
  }

  /** The far end has answered. */
  farAnswered(): void {
    if (this.hungUp || drops(this, 'from', 'answer')) return;
    this.setState('Up');
    this.#tell((listener) => listener.onAnswered?.());
  }

  /** The far end has hung up, refused, or cannot be reached. @param as how a Dial counts a leg that was never answered. @param refused it is the answer to a call. */
  farHungUp(why: Cause, as: FarFailure = 'ended', refused = as !== 'ended'): void {
    if (this.hungUp || drops(this, 'from', as)) return;
    this.hangupCause = why;
    if (why === cause.none) this.untoldCause = cause.none;
    this.farFailure = as;
    this.settings.hangupSource ||= this.name;
    // A refusal is none: Dial tells of it.
    this.requestHangup(why, refused ? 'itself' : 'far');
  }

  /** The far end asks for the call to go to `resource` of the same technology instead. */
  farForwarded(resource: string): void {
    this.#tell((listener) => listener.onForwarded?.(resource));
  }

  /** The far end has pressed a digit. @param via whether the media or the signalling brought it. */
  farDigit(event: DigitEvent, via: 'media' | 'signalling' = 'media'): void {
    if (drops(this, 'from', `digit-${event.phase}`)) return;
    this.#host.bus.publish(digitHeard, { channel: this.snapshot(), digit: event });
    this.#tellDigit(event, 'Received');
    this.#listeners.tellDigit(event, via);
  }

  /** The far end has put us on hold, or taken us back. */
  farHeld(held: boolean, musicClass = ''): void {
    this.held = held;
    this.#host.bus.publish(holdChanged, { channel: this.snapshot(), held, musicClass });
    if (!this.keepsHolds) this.#tell((listener) => listener.onHold?.(held), held ? 'hold' : 'unhold');
  }

  /** @param as what it is that FRAME_DROP() may drop. */
  #tell(tell: (listener: ChannelListener) => void, as?: Droppable): void {
    if (as && drops(this, 'from', as)) return;
    this.#listeners.tell(tell);
  }
}
