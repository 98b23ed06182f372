import { afterwards } from '../../base/afterwards.ts';
import { AsterismError, messageOf } from '../../base/errors.ts';
import type { EventBus } from '../../base/event-bus.ts';
import { yieldNow } from '../../base/yield-now.ts';
import { type Call, end, type Outcome } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import { stepStarted } from '../../channel/events.ts';
import { type Exception, raise } from '../../channel/exception.ts';
import { type AbsoluteTimeout, HungUp, isInterruption, Redirected } from '../../channel/hangup.ts';
import { hangupHandlersKey, takeHangupHandler } from '../../channel/hangup-handlers.ts';
import type { DialplanTarget } from '../../channel/position.ts';
import { openSubroutine } from '../../channel/subroutine.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import type { ApplicationDefinition, PreparedApplication } from '../../extend/define-application.ts';
import type { NestedEnd } from '../../pbx/ports/dialplan.ts';
import { outcomeText, type TracedStep, TracingContext } from '../trace/call-trace.ts';
import type { TraceBook } from '../trace/call-traces.ts';
import { CallRun } from './call-run.ts';
import type { EvaluationHouse } from './evaluation.ts';
import type { Jump } from './legacy.ts';
import { at, placeText, threeParts } from './places.ts';
import type { Step } from './program.ts';
import { tellMissing } from './tell-missing.ts';

/** After so many steps without a wait the event loop gets its turn. */
const STEPS_WITHOUT_YIELD = 256;

/** What the walker needs. */
export interface WalkerHouse extends EvaluationHouse {
  readonly bus: EventBus;
  /** Which calls are noted down. */
  readonly traces: TraceBook;
  /** What an end of the priorities without autofallthrough leads to: digits are waited for. Answers where to go on, if anywhere. */
  waitForExtension(call: Call): Promise<DialplanTarget | undefined>;
  /** Plays busy or congestion for a while, for an automatic fallthrough. */
  signalFailure(call: Call, indication: 'busy' | 'congestion'): Promise<void>;
}

/** Why a stretch of steps came to its end. */
type StretchEnd =
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'left' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'end'; readonly outcome: Outcome };

/** Walks channels through the dialplan. */
export class Walker {
  readonly #house: WalkerHouse;

  constructor(house: WalkerHouse) {
    this.#house = house;
  }

  /** Runs a channel from its position to its end, `h` included, and releases it. Never rejects. */
  async run(channel: Channel): Promise<void> {
    const call = new CallRun(channel, this.#house);
    channel.dialplan = call;
    const { traces } = this.#house;
    traces.begin(channel, call);
    try {
      await this.#runCall(call);
      if (!channel.originated) channel.tellSoftHangup();
      if (this.#hasHangupExtension(call)) await this.#runHangupExtension(call);
      if (channel.attachments.get(hangupHandlersKey)) await this.#runHangupHandlers(call);
    } catch (error) {
      this.#house.log.error(`${channel.name}: the dialplan failed: ${describe(error)}`);
    } finally {
      call.end();
      traces.end(channel);
      channel.dialplan = undefined;
      channel.release();
    }
  }

  /** Runs steps on `call` from `start` while `inside` holds. Interruptions pass through. */
  async runWhile(call: CallRun, start: DialplanTarget, inside: (at: DialplanTarget) => boolean): Promise<NestedEnd> {
    call.channel.position.moveTo(start);
    const ended = await this.#stretch(call, inside);
    switch (ended.kind) {
      case 'exhausted':
        return 'exhausted';
      case 'left':
        return 'left';
      case 'leave':
        return 'returned';
      case 'end':
        if (ended.outcome?.kind === 'end' && ended.outcome.cause !== undefined)
          call.channel.hangupCause = ended.outcome.cause;
        return 'ended';
    }
  }

  /** Runs one application by name on `call`, whose position shows it meanwhile; its text is already substituted. */
  execute(call: Call, application: string, text: string): Outcome | Promise<Outcome> {
    const definition = this.#house.registry.application(application);
    if (!definition) {
      return this.#missing(call, application);
    }
    if (call instanceof CallRun) call.speaker = definition.module;
    const { position } = call.channel;
    const { application: outer, applicationData: outerData } = position;
    const back = (): void => void Object.assign(position, { application: outer, applicationData: outerData });
    Object.assign(position, { application: definition.name, applicationData: text });
    call.channel.steps.call();
    let outcome: Outcome | Promise<Outcome>;
    try {
      outcome = definition.prepare(text).run(call);
    } catch (error) {
      back();
      throw error;
    }
    if (outcome instanceof Promise) return afterwards(outcome, back);
    back();
    return outcome;
  }

  async #missing(call: Call, name: string): Promise<Outcome> {
    const { exten, context, priority } = call.channel.position;
    const message = `No application '${name}' for extension (${context}, ${exten}, ${priority})`;
    await tellMissing(call.log, 'application', name, message);
    return end();
  }

  async #runCall(call: CallRun): Promise<void> {
    const { channel } = call;
    for (;;) {
      let next: 'again' | 'done';
      try {
        const instead = call.takeInterjection();
        await instead?.(call.signal); // and in any case whoever has it run comes to the end of what it does first
        if (instead) channel.position.priority += 1;
        const ended = await this.#stretch(call, undefined);
        next = ended.kind === 'exhausted' ? await this.#afterLast(call) : this.#afterEnd(call, ended);
      } catch (reason) {
        if (!isInterruption(reason)) {
          this.#house.log.error(
            `${placeText(channel.position)}: ${channel.position.application} failed on ${channel.name}: ${describe(reason)}`,
          );
          return;
        }
        next = this.#afterInterruption(call, reason);
      }
      if (next === 'done') return;
    }
  }

  #afterEnd({ channel }: CallRun, ended: StretchEnd): 'done' {
    if (ended.kind === 'end' && ended.outcome?.kind === 'end' && ended.outcome.cause !== undefined)
      channel.hangupCause = ended.outcome.cause;
    this.#spawnEnded(channel);
    return 'done';
  }

  /** There is no further priority. */
  async #afterLast(call: CallRun): Promise<'again' | 'done'> {
    const { channel } = call;
    const { position } = channel;
    const program = this.#house.program();
    const caller = channel.parties.caller.number;
    if (!program.step(position.context, position.exten, 1, caller)) return this.#invalidExtension(call);
    if (program.autofallthrough) {
      const status = channel.variables.get('DIALSTATUS') ?? 'UNKNOWN';
      this.#house.log.verbose(3, `Auto fallthrough, channel '${channel.name}' status is '${status}'`);
      call.trace?.note(
        `there is no priority ${position.priority}, so the call ends (autofallthrough; DIALSTATUS is ${status})`,
      );
      if (status === 'CONGESTION' || status === 'CHANUNAVAIL') await this.#house.signalFailure(call, 'congestion');
      else if (status === 'BUSY') await this.#house.signalFailure(call, 'busy');
      return 'done';
    }
    call.trace?.note(`there is no priority ${position.priority}, so digits are waited for (autofallthrough=no)`);
    const target = await this.#house.waitForExtension(call);
    if (!target) return 'done';
    call.trace?.note(`digits lead to ${placeText(target)}`);
    position.moveTo(target);
    return 'again';
  }

  #invalidExtension(call: CallRun): 'again' | 'done' {
    const { channel } = call;
    const { position } = channel;
    const { context, exten, priority } = position;
    call.trace?.note(`there is no extension ${exten}@${context}`);
    if (this.#goTo(call, 'i')) {
      this.#house.log.verbose(
        3,
        `Channel '${channel.name}' sent to invalid extension: context,exten,priority=${context},${exten},${priority}`,
      );
      return 'again';
    }
    if (this.#raise(call, { reason: 'INVALID', ...at(position) })) return 'again';
    this.#house.log.warning(
      `Channel '${channel.name}' sent to invalid extension but no invalid handler: context,exten,priority=${position.context},${position.exten},${position.priority}`,
    );
    return 'done';
  }

  #afterInterruption(call: CallRun, reason: HungUp | Redirected | AbsoluteTimeout): 'again' | 'done' {
    const { channel } = call;
    if (channel.hungUp || reason instanceof HungUp) {
      call.trace?.note(`the channel is hung up (cause ${channel.hangupCause})`);
      this.#spawnEnded(channel);
      return 'done';
    }
    call.renew({ afterHangup: false });
    if (reason instanceof Redirected) {
      const target = call.takeRedirect();
      if (!target) return 'again';
      call.trace?.note(`is sent to ${placeText(target)} from outside: a transfer, a redirect or a key`);
      channel.position.moveTo(target);
      return 'again';
    }
    call.trace?.note('TIMEOUT(absolute) has run out');
    this.#spawnEnded(channel);
    if (this.#goTo(call, 'T')) return 'again';
    return this.#raise(call, { reason: 'ABSOLUTETIMEOUT', ...at(channel.position) }) ? 'again' : 'done';
  }

  #hasHangupExtension({ channel: { position, parties } }: CallRun): boolean {
    return this.#house.program().step(position.context, 'h', 1, parties.caller.number) !== undefined;
  }

  /** `h` runs once, after the hangup, on the channel's context. */
  async #runHangupExtension(call: CallRun): Promise<void> {
    const { channel } = call;
    const { position } = channel;
    if (!channel.hungUp) channel.requestHangup(channel.hangupCause, 'itself');
    call.renew({ afterHangup: true });
    position.moveTo({ context: position.context, exten: 'h', priority: 1 });
    call.trace?.note(`the call is over: ${placeText(position)} runs`);
    try {
      const ended = await this.#stretch(call, undefined);
      if (ended.kind === 'end') this.#spawnEnded(channel);
    } catch (reason) {
      if (!isInterruption(reason)) throw reason;
    }
  }

  /** The subroutines that CHANNEL(hangup_handler_push) has noted run last, each once. */
  async #runHangupHandlers(call: CallRun): Promise<void> {
    const { channel } = call;
    const { position } = channel;
    for (;;) {
      const handler = takeHangupHandler(channel, this.#house.bus, 'run');
      if (handler === undefined) return;
      if (!channel.hungUp) channel.requestHangup(channel.hangupCause, 'itself');
      call.renew({ afterHangup: true });
      const from = at(position);
      const open = handler.indexOf('(');
      const place = open < 0 ? handler : handler.slice(0, open);
      const [context, exten, priority] = threeParts(place, from);
      const { log } = this.#house;
      log.verbose(3, `${channel.name} Internal Gosub(${handler}) start`);
      call.trace?.note(`the call is over: the hangup handler ${handler} runs`);
      const close = openSubroutine(
        channel,
        open < 0 ? [] : splitArguments(handler.slice(open + 1).replace(/\)[^)]*$/, '')),
      );
      try {
        const labelled = this.#house.program().labelled(context, exten, priority, channel.parties.caller.number);
        position.moveTo({ context, exten, priority: labelled ?? (Number.parseInt(priority, 10) || 1) });
        await this.#stretch(call, undefined);
      } catch (reason) {
        if (!isInterruption(reason)) throw reason;
      } finally {
        close();
        position.moveTo(from);
      }
      this.#spawnEnded(channel);
      log.verbose(
        3,
        `${channel.name} Internal Gosub(${handler}) complete GOSUB_RETVAL=${call.get('GOSUB_RETVAL') ?? ''}`,
      );
    }
  }

  /** Runs priorities one after another, without an await wherever an application needs none. */
  async #stretch(call: CallRun, inside: ((at: DialplanTarget) => boolean) | undefined): Promise<StretchEnd> {
    const { channel } = call;
    const { position } = channel;
    let sinceYield = 0;
    for (;;) {
      call.throwIfInterrupted();
      if (inside && !inside(position)) return { kind: 'left' };
      const step = this.#house
        .program()
        .step(position.context, position.exten, position.priority, channel.parties.caller.number, call);
      if (!step) return { kind: 'exhausted' };
      if (step.movedTo) position.moveTo(step.movedTo);
      const traced = call.trace?.step(position, step);
      const pending = this.#execute(call, step, traced);
      const outcome = pending instanceof Promise ? await pending : pending;
      if (traced) traced.ledTo = outcomeText(outcome);
      if (outcome === undefined) position.priority += step.jump && this.#jumps(call, step.jump) ? 101 : 1;
      else if (outcome.kind === 'goto') position.moveTo(outcome.target);
      else if (outcome.kind === 'leave') return { kind: 'leave' };
      else return { kind: 'end', outcome };
      if (pending instanceof Promise) sinceYield = 0;
      else if (++sinceYield >= STEPS_WITHOUT_YIELD) {
        sinceYield = 0;
        await yieldNow();
      }
    }
  }

  /** Whether an old application that has failed finds a priority 101 further. */
  #jumps(call: CallRun, jump: Jump): boolean {
    const { position, parties } = call.channel;
    if (!jump((name) => call.get(name))) return false;
    const { context, exten, priority } = position;
    const found = this.#house.program().step(context, exten, priority + 101, parties.caller.number, call) !== undefined;
    if (found) call.trace?.note('it has failed, and goes on 101 priorities further');
    return found;
  }

  #execute(call: CallRun, step: Step, traced: TracedStep | undefined): Outcome | Promise<Outcome> {
    call.speaker = undefined;
    const cache = step.cache?.version === this.#house.registry.version ? step.cache : this.#look(step);
    if (!cache.definition) return this.#missing(call, step.application);
    if (cache.prepared) return this.#start(call, cache.definition, step.argument.constant ?? '', cache.prepared);
    const { definition } = cache;
    call.channel.position.between = true;
    const text = step.argument.run(traced ? new TracingContext(call, traced) : call);
    if (typeof text === 'string') {
      if (traced) traced.text = text;
      return this.#start(call, definition, text, definition.prepare(text));
    }
    return text.then((value) => {
      if (traced) traced.text = value;
      call.throwIfInterrupted();
      return this.#start(call, definition, value, definition.prepare(value));
    });
  }

  #start(
    call: CallRun,
    { name, module }: ApplicationDefinition,
    text: string,
    prepared: PreparedApplication,
  ): Outcome | Promise<Outcome> {
    const { channel } = call;
    const { position } = channel;
    call.speaker = module;
    position.application = name;
    position.applicationData = text;
    position.between = false;
    channel.steps.call();
    const { log, bus } = this.#house;
    if (log.wantsVerbose(3)) {
      log.verbose(
        3,
        `Executing [${position.exten}@${position.context}:${position.priority}] ${name}("${channel.name}", "${text}") in new stack`,
      );
    }
    if (bus.listenerCount(stepStarted) > 0) bus.publish(stepStarted, channel.snapshot());
    return prepared.run(call);
  }

  #look(step: Step): NonNullable<Step['cache']> {
    const { registry } = this.#house;
    const definition = registry.application(step.application);
    const { constant } = step.argument;
    step.cache = {
      version: registry.version,
      definition,
      prepared: definition && constant !== undefined ? definition.prepare(constant) : undefined,
    };
    return step.cache;
  }

  #goTo(call: Call, exten: string): boolean {
    const { position, parties } = call.channel;
    if (!this.#house.program().step(position.context, exten, 1, parties.caller.number)) return false;
    if (exten === 'i') call.set('INVALID_EXTEN', position.exten);
    position.moveTo({ context: position.context, exten, priority: 1 });
    return true;
  }

  #raise(call: Call, exception: Exception): boolean {
    const { position, parties } = call.channel;
    if (!this.#house.program().step(position.context, 'e', 1, parties.caller.number)) return false;
    raise(call.channel, exception);
    position.moveTo({ context: position.context, exten: 'e', priority: 1 });
    return true;
  }

  #spawnEnded(channel: Channel): void {
    const { context, exten, priority } = channel.position;
    this.#house.log.verbose(
      2,
      `Spawn extension (${context}, ${exten}, ${priority}) exited non-zero on '${channel.name}'`,
    );
  }
}

function describe(error: unknown): string {
  if (error instanceof AsterismError) return `[${error.code}] ${error.message}`;
  return error instanceof Error && error.stack ? error.stack : messageOf(error);
}
