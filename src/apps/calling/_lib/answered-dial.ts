import { afterBridgeKey } from '../../../channel/after-bridge.ts';
import { grantRights } from '../../../channel/bridge/feature-rights.ts';
import { endStay, guestKey } from '../../../channel/bridge/guest.ts';
import { type BridgeEnd, bridgeTwoParties } from '../../../channel/bridge/two-party.ts';
import { type Call, end, goto, type Outcome } from '../../../channel/call.ts';
import { cause } from '../../../channel/cause.ts';
import type { Channel } from '../../../channel/channel.ts';
import type { DialplanTarget } from '../../../channel/position.ts';
import { targetOf } from '../../../extend/predial.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { sendDigits } from '../../audio/_lib/send-digits.ts';
import { bridgeHouse } from './bridge-house.ts';
import { introduceCallee } from './dial-callee.ts';
import { type DialOptions, rightsOf } from './dial-options.ts';
import { setTalkTimes } from './dial-variables.ts';
import type { Privacy } from './privacy.ts';
import { type RoutineVerdict, runCalleeGosub, runCalleeMacro } from './routine.ts';
import { LimitPrompts, parseTimeLimit, playTo } from './time-limit.ts';

/** Milliseconds between the digits of option D, and their length. */
const DIGITS = { gapMs: 250, durationMs: 100 };

/** The part of a Dial() after somebody has answered. Owns the called channel until it is released or goes its own way. */
export class AnsweredDial {
  readonly #call: Call;
  /** Another after a transfer. */
  #callee: Channel;
  /** The called party has gone to somebody else. */
  #given = false;
  readonly #options: DialOptions;
  readonly #privacy: Privacy | undefined;

  /** @param privacy who asks the called party, where it is to be asked. */
  constructor(call: Call, callee: Channel, options: DialOptions, privacy?: Privacy) {
    this.#privacy = privacy;
    this.#call = call;
    this.#callee = callee;
    this.#options = options;
  }

  /** Announces, runs what is to be run, joins the two, and says how the caller goes on. Interruptions of the call pass through. */
  async run(): Promise<Outcome> {
    try {
      return await this.#run();
    } finally {
      this.#letGo();
    }
  }

  async #run(): Promise<Outcome> {
    const call = this.#call;
    if (!this.#callee.attachments.get(guestKey)) this.#callee.update({ application: 'AppDial' });
    const options = this.#options;
    if (options.has('a')) await call.channel.answer(0);
    const refused = await this.#privacy?.ask(this.#callee);
    if (refused !== undefined) {
      call.set('DIALSTATUS', refused);
      this.#release();
      return undefined;
    }
    await this.#announce();
    const split = options.parameter('G');
    if (split !== undefined) return this.#split(split);
    const verdict = await this.#routine();
    call.throwIfInterrupted();
    if (verdict.kind !== 'join') return this.#apply(verdict);
    await this.#sendDigits();
    if (this.#callee.hungUp && options.parameter('D') !== undefined) return this.#goOn();
    introduceCallee(call, this.#callee, this.#options);
    await call.channel.answer(0);
    return this.#talk();
  }

  /** A: each hears its own, at the same time. */
  async #announce(): Promise<void> {
    const parameter = this.#options.parameter('A');
    if (parameter === undefined) return;
    const [toCallee = '', toCaller = ''] = parameter.split(':');
    const call = this.#call;
    const play = async (channel: Channel, prompt: string, side: string): Promise<void> => {
      if (prompt === '') return;
      const failed = await playTo(call, channel, prompt.split('&'));
      for (const name of failed) call.log.error(`error streaming file '${name}' to ${side}`);
    };
    await Promise.all([play(this.#callee, toCallee, 'callee'), play(call.channel, toCaller, 'caller')]);
    call.throwIfInterrupted();
  }

  /** G: the caller goes to a place and the called party to the priority after it. */
  #split(text: string): Outcome {
    const target = targetOf(this.#call, text);
    if (!target) return end();
    this.#sendAway({ ...target, priority: target.priority + 1 });
    return goto(target);
  }

  async #routine(): Promise<RoutineVerdict> {
    const macro = this.#options.parameter('M');
    const gosub = this.#options.parameter('U');
    const verdict: RoutineVerdict =
      macro === undefined ? { kind: 'join' } : await runCalleeMacro(this.#call, this.#callee, macro);
    if (verdict.kind !== 'join' || gosub === undefined) return verdict;
    return runCalleeGosub(this.#call, this.#callee, gosub);
  }

  #apply(verdict: Exclude<RoutineVerdict, { kind: 'join' }>): Outcome {
    this.#letGo();
    switch (verdict.kind) {
      case 'reject':
        if (verdict.status !== undefined) this.#call.set('DIALSTATUS', verdict.status);
        return undefined;
      case 'abort':
        return this.#goOn();
      case 'goto':
        return goto(verdict.target);
    }
  }

  async #sendDigits(): Promise<void> {
    const call = this.#call;
    const [called = '', calling = ''] = (this.#options.parameter('D') ?? '').split(':');
    const send = async (channel: Channel, digits: string, side: string): Promise<void> => {
      if (digits === '' || this.#callee.hungUp) return;
      call.log.verbose(3, `Sending DTMF '${digits}' to the ${side} party.`);
      await sendDigits(channel, digits, { ...DIGITS, clock: call.clock, signal: call.signal, log: call.log });
    };
    await send(this.#callee, called, 'called');
    await send(call.channel, calling, 'calling');
  }

  /** Joins the two until they part, then sees to those who are left. */
  async #talk(): Promise<Outcome> {
    const call = this.#call;
    let ended: BridgeEnd | undefined;
    try {
      ended = await this.#join();
    } finally {
      setTalkTimes(call);
      await this.#hangupExtension(ended);
      if (ended?.kind === 'second-redirected') this.#sendAway(ended.target);
      else if (!this.#given && !this.#callee.hungUp) this.#sendOn();
      if (!call.channel.hungUp) this.#letGo();
    }
    call.throwIfInterrupted();
    return this.#goOn();
  }

  async #join(): Promise<BridgeEnd> {
    const call = this.#call;
    const callee = this.#callee;
    const limitText = this.#options.parameter('L');
    const limit = limitText === undefined ? undefined : parseTimeLimit(call, limitText);
    const limits = [limit?.limitMs, callDurationMs(call, this.#options)].filter((one) => one !== undefined);
    const prompts = limit && new LimitPrompts(call, callee, limit);
    prompts?.begin();
    grantRights(call.channel, rightsOf(this.#options, 'caller'));
    grantRights(callee, rightsOf(this.#options, 'callee'));
    try {
      const ended = await bridgeTwoParties(bridgeHouse(call), call.channel, callee, {
        signal: call.interruption,
        onSecond: (second) => {
          this.#callee = second;
        },
        onSecondTaken: () => {
          this.#given = true;
        },
        ...(limits.length > 0 && { limitMs: Math.min(...limits) }),
      });
      if (ended.kind === 'time-over') await prompts?.end();
      return ended;
    } finally {
      prompts?.close();
    }
  }

  /** e: `h` of the caller's context runs on the called channel, before the caller goes on. */
  async #hangupExtension(ended: BridgeEnd | undefined): Promise<void> {
    const dialplan = this.#call.use(dialplanPort);
    const { context } = this.#callee.position;
    const gone = this.#callee.hungUp || !this.#options.has('F');
    if (!this.#options.has('e') || !gone || this.#given || ended?.kind === 'second-redirected') return;
    if (!dialplan.exists({ context, exten: 'h', priority: 1 })) return;
    this.#callee.requestHangup();
    await dialplan.run(this.#callee);
  }

  /** F: the called party goes on in the dialplan, at a place or after the Dial(). */
  #sendOn(): void {
    // it may have been told a place itself
    const own = this.#callee.attachments.get(afterBridgeKey);
    if (own === undefined && !this.#options.has('F')) return;
    const { context, exten, priority } = this.#call.channel.position;
    const place = own?.replaceAll(',', '^') ?? this.#options.parameter('F') ?? '';
    const target = place === '' ? { context, exten, priority: priority + 1 } : targetOf(this.#call, place);
    if (target) this.#sendAway(target);
  }

  #sendAway(target: DialplanTarget): void {
    if (this.#callee.dialplan) {
      this.#callee.redirect(target);
      return;
    }
    this.#callee.attachments.delete(guestKey);
    this.#callee.position.moveTo(target);
    void this.#call.use(dialplanPort).run(this.#callee);
  }

  /** Lets the called party go, unless it goes its own way. */
  #letGo(): void {
    if (this.#given) return;
    const { channel } = this.#call;
    if (this.#callee.attachments.get(guestKey) && !channel.hungUp)
      channel.hangupCause = this.#callee.hangupCause || cause.normalClearing;
    endStay(this.#callee, () => this.#release());
  }

  /** Lets the called party go; a caller who stays takes over why. */
  #release(): void {
    if (this.#given) return;
    this.#callee.release(cause.normalClearing);
    if (!this.#call.channel.hungUp) this.#call.channel.hangupCause = this.#callee.hangupCause;
  }

  #goOn(): Outcome {
    return this.#options.has('g') ? undefined : end();
  }
}

/** S(x) in milliseconds. */
function callDurationMs(call: Call, options: DialOptions): number | undefined {
  const text = options.parameter('S');
  if (text === undefined) return undefined;
  const seconds = Number.parseFloat(text);
  if (seconds > 0) {
    call.log.verbose(3, `Setting call duration limit to ${seconds.toFixed(3)} seconds.`);
    return seconds * 1000;
  }
  call.log.warning(`Dial does not accept S(${text})`);
  return undefined;
}
