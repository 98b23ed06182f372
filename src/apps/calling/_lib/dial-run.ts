import { type BridgeEnd, bridgeTwoParties } from '../../../channel/bridge/two-party.ts';
import { type Call, end, goto, type Outcome } from '../../../channel/call.ts';
import { cause, parseCause } from '../../../channel/cause.ts';
import type { Channel } from '../../../channel/channel.ts';
import { type DialResult, dial } from '../../../channel/dial/dial.ts';
import { HungUp, isInterruption } from '../../../channel/hangup.ts';
import { type Party, type Presentation, parseCallerId } from '../../../channel/party.ts';
import type { MediaBridge } from '../../../media/facade.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { eventsPort } from '../../../pbx/ports/events.ts';
import { mediaPort } from '../../../pbx/ports/media.ts';
import { technologiesPort } from '../../../pbx/ports/technologies.ts';
import type { DialOptions } from './dial-options.ts';
import { sendDigitString } from './digit-string.ts';
import { Ringback } from './ringback.ts';
import { type RoutineVerdict, runCalleeGosub, runCalleeMacro, targetOf } from './routine.ts';
import { parseTimeLimit, playNames, startWarnings } from './time-limit.ts';

const RESULT_VARIABLES = [
  'DIALSTATUS',
  'DIALEDPEERNUMBER',
  'DIALEDPEERNAME',
  'ANSWEREDTIME',
  'ANSWEREDTIME_MS',
  'DIALEDTIME',
  'DIALEDTIME_MS',
  'RINGTIME',
  'RINGTIME_MS',
  'PROGRESSTIME',
  'PROGRESSTIME_MS',
  'FORWARDERNAME',
];

/** What Dial() does, and what RetryDial() does once a turn. Lets interruptions of the call through, after letting everybody called go. */
export async function runDial(
  call: Call,
  destinations: readonly string[],
  timeout: string,
  options: DialOptions,
): Promise<Outcome> {
  const { channel } = call;
  for (const name of RESULT_VARIABLES) call.set(name, '');
  const wanted = destinations.map((one) => one.trim()).filter((one) => one !== '');
  if (wanted.length === 0 || wanted.every((one) => !one.includes('/'))) {
    call.warn('Dial argument takes format (technology/resource)');
    call.set('DIALSTATUS', 'INVALIDARGS');
    return end();
  }
  const before = options.parameter('B');
  if (before !== undefined) await runBefore(call, channel, before);

  const started = call.clock.monotonic();
  const ringback = new Ringback(call);
  const leaving = digitExit(call, options);
  const early: { bridge?: MediaBridge | undefined } = {};
  if (options.has('r') || options.has('R') || options.has('m')) ringback.ring(options.parameter('r') || undefined);
  const result = await dial(
    {
      clock: call.clock,
      bus: call.use(eventsPort),
      log: call.log,
      request: (dialString) => call.use(technologiesPort).request(dialString, { requestor: channel }),
    },
    {
      caller: channel,
      destinations: wanted,
      timeoutMs: timeoutMs(call, timeout),
      signal: leaving.signal,
      cancelCause: cancelCause(call, options),
      forwardCancelsTimeout: options.has('z'),
      hooks: {
        prepare: (callee, dialString) => prepareCallee(call, callee, dialString, options),
        onRinging: () => ringback.ring(),
        onProgress: (callee) => {
          sendOnProgress(call, callee, options);
          if (options.has('r')) return;
          ringback.progress();
          if (channel.media && callee.media) early.bridge ??= call.use(mediaPort).bridge(channel.media, callee.media);
        },
        forward: (callee, resource) => forwardTo(call, callee, resource, options),
      },
    },
  );
  early.bridge?.close();
  ringback.stop();
  leaving.stop();
  setTimes(call, result);
  if (result.status !== 'ANSWER') {
    call.set('DIALSTATUS', result.status);
    call.set('DIALEDTIME', String(Math.floor(result.dialMs / 1000)));
    call.set('DIALEDTIME_MS', String(Math.round(result.dialMs)));
    if (result.cause !== cause.none) channel.hangupCause = result.cause;
    call.signal.throwIfAborted();
    return leaving.target() ? goto(leaving.target() ?? channel.position) : undefined;
  }
  return new AnsweredDial(call, result.callee, result.dialString, options, started).run();
}

/** The part of a Dial() after somebody has answered. */
class AnsweredDial {
  readonly #call: Call;
  readonly #callee: Channel;
  readonly #options: DialOptions;
  readonly #startedMs: number;
  readonly #answeredMs: number;

  constructor(call: Call, callee: Channel, dialString: string, options: DialOptions, startedMs: number) {
    this.#call = call;
    this.#callee = callee;
    this.#options = options;
    this.#startedMs = startedMs;
    this.#answeredMs = call.clock.monotonic();
    call.set('DIALSTATUS', 'ANSWER');
    call.set('DIALEDPEERNAME', callee.name);
    call.set('DIALEDPEERNUMBER', dialString.slice(dialString.indexOf('/') + 1));
  }

  async run(): Promise<Outcome> {
    const call = this.#call;
    try {
      const outcome = await this.#prepareAndJoin();
      this.#note();
      return outcome;
    } catch (reason) {
      this.#note();
      if (isInterruption(reason)) this.#callerGone();
      throw reason;
    } finally {
      if (!this.#callee.released && !this.#callee.dialplan)
        this.#callee.release(call.channel.hangupCause || cause.normalClearing);
    }
  }

  async #prepareAndJoin(): Promise<Outcome> {
    const call = this.#call;
    const callee = this.#callee;
    const options = this.#options;
    if (options.has('a')) await call.channel.answer(0);
    const [toCallee = '', toCaller = ''] = (options.parameter('A') ?? '').split(':');
    if (toCallee !== '') await Promise.race([playNames(call, callee, toCallee.split('&')), aborted(call.signal)]);
    const split = this.#options.parameter('G');
    if (split !== undefined) return this.#split(split);
    const verdict = await this.#routine();
    call.signal.throwIfAborted();
    if (verdict.kind !== 'join') return this.#apply(verdict);
    await call.channel.answer(0);
    call.signal.throwIfAborted();
    if (toCaller !== '') await Promise.race([playNames(call, call.channel, toCaller.split('&')), aborted(call.signal)]);
    await this.#sendDigits();
    if (callee.hungUp) return this.#after({ kind: 'hangup', by: 'second', cause: callee.hangupCause });
    return this.#after(await this.#join());
  }

  async #routine(): Promise<RoutineVerdict> {
    const macro = this.#options.parameter('M');
    const gosub = this.#options.parameter('U');
    if (macro !== undefined) {
      const verdict = await runCalleeMacro(this.#call, this.#callee, macro);
      if (verdict.kind !== 'join') return verdict;
    }
    return gosub === undefined ? { kind: 'join' } : runCalleeGosub(this.#call, this.#callee, gosub);
  }

  #apply(verdict: Exclude<RoutineVerdict, { kind: 'join' }>): Outcome {
    this.#callee.release(cause.normalClearing);
    switch (verdict.kind) {
      case 'reject':
        this.#call.set('DIALSTATUS', verdict.status);
        return undefined;
      case 'abort':
        return this.#options.has('g') ? undefined : end();
      case 'goto':
        return goto(verdict.target);
    }
  }

  /** G: the caller goes to a place and the called party to the priority after it. */
  async #split(text: string): Promise<Outcome> {
    const call = this.#call;
    const place = targetOf(call, text);
    if (!place) return end();
    await call.channel.answer(0);
    this.#callee.position.moveTo({ ...place.target, priority: place.target.priority + 1 });
    void call.use(dialplanPort).run(this.#callee);
    return goto(place.target);
  }

  async #sendDigits(): Promise<void> {
    const [called = '', calling = ''] = (this.#options.parameter('D') ?? '').split(':');
    const pacing = { gapMs: 250, lengthMs: 100, signal: this.#call.signal };
    if (called !== '') await sendDigitString(this.#call.clock, this.#callee, called, pacing);
    if (calling !== '') await sendDigitString(this.#call.clock, this.#call.channel, calling, pacing);
  }

  async #join(): Promise<BridgeEnd> {
    const call = this.#call;
    const limitText = this.#options.parameter('L');
    const limit = limitText === undefined ? undefined : parseTimeLimit(call, limitText);
    const seconds = Number.parseFloat(this.#options.parameter('S') ?? '');
    const limits = [limit?.limitMs, seconds > 0 ? seconds * 1000 : undefined].filter((one) => one !== undefined);
    const stopWarnings = limit ? startWarnings(call, this.#callee, limit) : () => {};
    call.channel.setConnected(this.#callee.parties.caller);
    try {
      return await bridgeTwoParties(
        { media: call.use(mediaPort), bus: call.use(eventsPort), clock: call.clock, log: call.log },
        call.channel,
        this.#callee,
        {
          signal: call.signal,
          ...(limits.length > 0 && { limitMs: Math.min(...limits) }),
          onDigit: (from, digit, phase) => this.#featureDigit(from, digit, phase),
        },
      );
    } finally {
      stopWarnings();
    }
  }

  /** `*` hangs up, for whom h or H allows it. */
  #featureDigit(from: 'first' | 'second', digit: string, phase: 'begin' | 'end'): boolean {
    if (digit !== '*' || !this.#options.has(from === 'first' ? 'H' : 'h')) return false;
    if (phase === 'end') this.#callee.requestHangup(cause.normalClearing);
    return true;
  }

  #after(ended: BridgeEnd): Outcome {
    const call = this.#call;
    if (ended.kind === 'second-redirected') {
      this.#callee.position.moveTo(ended.target);
      void call.use(dialplanPort).run(this.#callee);
      return this.#options.has('g') ? undefined : end();
    }
    if (ended.kind === 'hangup' && ended.by === 'first') throw new HungUp(ended.cause);
    this.#note();
    const why = ended.kind === 'hangup' ? ended.cause : cause.normalClearing;
    this.#callee.release(why);
    call.channel.hangupCause = this.#callee.hangupCause;
    return this.#options.has('g') ? undefined : end();
  }

  /** The caller hung up: F sends the called party on, e runs `h` for it. */
  #callerGone(): void {
    const call = this.#call;
    const dialplan = call.use(dialplanPort);
    if (this.#callee.hungUp || this.#callee.released) return;
    const onward = this.#options.parameter('F');
    if (onward !== undefined) {
      const { context, exten, priority } = call.channel.position;
      const target = onward === '' ? { context, exten, priority: priority + 1 } : targetOf(call, onward)?.target;
      if (!target) return;
      this.#callee.position.moveTo(target);
      void dialplan.run(this.#callee);
      return;
    }
    const own = { ...this.#callee.position, exten: 'h', priority: 1 };
    if (this.#options.has('e') && dialplan.exists(own)) {
      this.#callee.position.moveTo(own);
      void dialplan.run(this.#callee);
    }
  }

  #note(): void {
    const now = this.#call.clock.monotonic();
    const answered = now - this.#answeredMs;
    const dialled = now - this.#startedMs;
    this.#call.set('ANSWEREDTIME', String(Math.floor(answered / 1000)));
    this.#call.set('ANSWEREDTIME_MS', String(Math.round(answered)));
    this.#call.set('DIALEDTIME', String(Math.floor(dialled / 1000)));
    this.#call.set('DIALEDTIME_MS', String(Math.round(dialled)));
  }
}

async function prepareCallee(call: Call, callee: Channel, dialString: string, options: DialOptions): Promise<boolean> {
  const { parties, settings, position } = call.channel;
  callee.setCaller({ number: position.exten });
  callee.setConnected(shownCaller(call, options));
  callee.parties.dialed = dialString.slice(dialString.indexOf('/') + 1);
  callee.parties.redirecting = parties.redirecting;
  callee.settings.peerAccount = settings.accountCode;
  callee.position.moveTo(position);
  const before = options.parameter('b');
  if (before !== undefined) await runBefore(call, callee, before);
  return !callee.hungUp;
}

function shownCaller(call: Call, options: DialOptions): Party {
  const { parties, position } = call.channel;
  const forced = options.parameter('f');
  if (forced !== undefined) {
    const presentation = options.parameter('u') as Presentation | undefined;
    const tag = options.parameter('s');
    return {
      ...(forced === '' ? { number: position.exten } : parseCallerId(forced)),
      ...(presentation && { presentation }),
      ...(tag && { tag }),
    };
  }
  const original = options.parameter('o');
  return original ? parseCallerId(original) : parties.caller;
}

async function runBefore(call: Call, channel: Channel, text: string): Promise<void> {
  const place = targetOf(call, text);
  if (place) await call.use(dialplanPort).runSubroutine(channel, place.target, place.args);
}

function timeoutMs(call: Call, text: string): number | undefined {
  const [ring = ''] = text.split('^');
  if (ring.trim() === '') return undefined;
  const seconds = Number.parseFloat(ring);
  if (seconds > 0) return seconds * 1000;
  call.warn(`Invalid timeout specified: '${ring}'. Setting timeout to infinite`);
  return undefined;
}

function cancelCause(call: Call, options: DialOptions): number {
  const wanted = options.parameter('Q');
  if (wanted !== undefined) {
    const known = wanted.toLowerCase() === 'none' ? cause.normalClearing : parseCause(wanted);
    if (known !== undefined) return known;
    call.warn(`Dial: Q(${wanted}) is no cause`);
  }
  return options.has('c') ? cause.answeredElsewhere : cause.normalClearing;
}

function forwardTo(call: Call, callee: Channel, resource: string, options: DialOptions): string | undefined {
  if (options.has('i')) return undefined;
  call.set('FORWARDERNAME', callee.name);
  if (resource.includes('/')) return resource;
  const context = call.get('FORWARD_CONTEXT') || call.get('MACRO_CONTEXT') || call.channel.position.context;
  return `Local/${resource}@${context}`;
}

function sendOnProgress(call: Call, callee: Channel, options: DialOptions): void {
  const digits = (options.parameter('D') ?? '').split(':')[2] ?? '';
  if (digits === '') return;
  sendDigitString(call.clock, callee, digits, { gapMs: 250, lengthMs: 100, signal: callee.hangupSignal }).catch(
    (reason: unknown) => {
      if (!isInterruption(reason)) throw reason;
    },
  );
}

/** d: a digit while it rings leads to that extension. */
function digitExit(
  call: Call,
  options: DialOptions,
): { signal: AbortSignal; target(): { context: string; exten: string; priority: number } | undefined; stop(): void } {
  if (!options.has('d')) return { signal: call.signal, target: () => undefined, stop: () => {} };
  const controller = new AbortController();
  let chosen: { context: string; exten: string; priority: number } | undefined;
  const stop = call.channel.listen({
    onDigit: ({ digit, phase }) => {
      if (phase !== 'end') return;
      const target = { context: call.get('EXITCONTEXT') || call.channel.position.context, exten: digit, priority: 1 };
      if (!call.use(dialplanPort).exists(target, call.channel.parties.caller.number)) return;
      chosen = target;
      controller.abort();
    },
  });
  return { signal: AbortSignal.any([call.signal, controller.signal]), target: () => chosen, stop };
}

function setTimes(call: Call, result: DialResult): void {
  const set = (name: string, ms: number | undefined): void => {
    if (ms === undefined) return;
    call.set(name, String(Math.floor(ms / 1000)));
    call.set(`${name}_MS`, String(Math.round(ms)));
  };
  set('RINGTIME', result.ringMs);
  set('PROGRESSTIME', result.progressMs);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
