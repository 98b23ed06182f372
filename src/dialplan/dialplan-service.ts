import type { Logger } from '../base/log.ts';
import type { Call, EvaluationContext, Outcome } from '../channel/call.ts';
import { cause } from '../channel/cause.ts';
import type { Channel } from '../channel/channel.ts';
import { isInterruption } from '../channel/hangup.ts';
import type { DialplanTarget } from '../channel/position.ts';
import { openSubroutine } from '../channel/subroutine.ts';
import type { Dialplan, DialplanStep, ExtensionMatch, NestedEnd } from '../pbx/ports/dialplan.ts';
import { OutsideGuard } from './outside-guard.ts';
import { compileText } from './substitute/compile.ts';
import type { SubstitutionContext } from './substitute/context.ts';
import { CallTraceBook } from './trace/call-traces.ts';
import { CallRun } from './walker/call-run.ts';
import { Evaluation, EvaluationWith } from './walker/evaluation.ts';
import type { Program } from './walker/program.ts';
import { tellMissing } from './walker/tell-missing.ts';
import { Walker, type WalkerHouse } from './walker/walker.ts';

/** What the dialplan needs of its house. */
export type DialplanHouse = Omit<WalkerHouse, 'program' | 'builtins' | 'traces' | 'guard'> & {
  readonly log: Logger;
  readonly builtins: WalkerHouse['builtins'];
  /** Runs the dialplan of one channel such that the log can tell it from others. */
  readonly asCall?: <T>(work: () => T) => T;
};

/** The dialplan port over a program that reloads swap. */
export class DialplanService implements Dialplan {
  readonly outside: EvaluationContext;
  readonly #house: WalkerHouse;
  readonly #walker: Walker;
  readonly #guard = new OutsideGuard();
  readonly #bare = new WeakMap<Channel, CallRun>();
  readonly #asCall: <T>(work: () => T) => T;
  #program: Program;
  #running = 0;
  readonly #ended = (): void => void this.#running--;
  #processed = 0;

  /** What is remembered of the ways of calls. */
  readonly traces: CallTraceBook;

  constructor(house: DialplanHouse, program: Program) {
    this.#program = program;
    this.#asCall = house.asCall ?? ((work) => work());
    this.traces = new CallTraceBook(
      () => house.clock.now(),
      () => house.log.wantsVerbose(3),
    );
    this.#house = { ...house, traces: this.traces, guard: this.#guard, program: () => this.#program };
    this.#walker = new Walker(this.#house);
    this.outside = new Evaluation(this.#house);
  }

  /** Swaps the program; calls that run go on in the new one at their next step. */
  swap(program: Program): void {
    this.#program = program;
  }

  get program(): Program {
    return this.#program;
  }

  get running(): number {
    return this.#running;
  }

  get processed(): number {
    return this.#processed;
  }

  get contexts(): readonly string[] {
    return this.#program.contexts;
  }

  hasContext(context: string): boolean {
    return this.#program.hasContext(context);
  }

  exists({ context, exten, priority }: DialplanTarget, caller?: string): boolean {
    return this.#program.step(context, exten, priority, caller) !== undefined;
  }

  match(context: string, exten: string, caller?: string): ExtensionMatch {
    return this.#program.match(context, exten, caller);
  }

  stepAt({ context, exten, priority }: DialplanTarget, caller?: string): DialplanStep | undefined {
    const step = this.#program.step(context, exten, priority, caller);
    return step && { application: step.application, argumentText: step.argument.source, label: step.label };
  }

  resolve(parts: readonly string[], from: DialplanTarget, caller?: string): DialplanTarget | string {
    const wanted = parts.at(-1) ?? '';
    const exten = parts.at(-2) || from.exten;
    const context = parts.at(-3) || from.context;
    const number = /^\s*([+-]?)(\d+)\s*$/.exec(wanted);
    if (number) {
      const [, sign, digits] = number;
      if (sign === '') return { context, exten, priority: Number(digits) };
      const priority = from.priority + (sign === '-' ? -Number(digits) : Number(digits));
      // Behind the beginning there is nothing: the call goes on where it is.
      return { context, exten, priority: priority < 0 ? from.priority + 1 : priority };
    }
    const label = wanted.replace(/^\s*[+-]/, '');
    const priority = this.#program.labelled(context, exten, label, caller);
    if (priority !== undefined) return { context, exten, priority };
    this.#house.log.notice(
      this.#program.match(context, exten, caller).exists
        ? `No such label '${label}' in extension '${exten}' in context '${context}'`
        : `Cannot find extension '${exten}' in context '${context}'`,
    );
    return `Priority '${label}' must be a number > 0, or valid label`;
  }

  hint(context: string, exten: string): { readonly devices: string; readonly name: string } | undefined {
    const found = this.#program.hint(context, exten);
    if (!found?.perExtension || exten.startsWith('_')) return found;
    const own = new Map([
      ['EXTEN', exten],
      ['CONTEXT', context],
    ]);
    const devices = this.substitute(this.outsideWith(own), found.devices);
    return typeof devices === 'string' ? { devices, name: found.name } : undefined;
  }

  substitute(context: EvaluationContext, text: string): string | Promise<string> {
    return text.includes('$') ? compileText(text).run(this.#substitution(context)) : text;
  }

  outsideWith(variables: ReadonlyMap<string, string>): EvaluationContext {
    return new EvaluationWith(this.#house, variables);
  }

  readFunction(context: EvaluationContext, text: string): string | Promise<string> {
    const { name, args } = splitFunction(text);
    return this.#substitution(context).readFunction(name, args);
  }

  assign(context: EvaluationContext, name: string, value: string): void | Promise<void> {
    if (!name.endsWith(')')) {
      context.set(name, value === '' && context.call === undefined ? undefined : value);
      return;
    }
    const { name: functionName, args } = splitFunction(name);
    const definition = this.#house.registry.function(functionName);
    if (!definition)
      return tellMissing(context.log, 'function', functionName, `Function ${functionName} not registered`);
    if (!definition.write) {
      context.log.error(`Function ${functionName} cannot be written to`);
      return;
    }
    if (this.#guard.forbids(definition, 'write')) {
      context.warn(`Dangerous function ${functionName} write blocked`);
      return;
    }
    return definition.write(context, args, value);
  }

  guarded<T>(work: () => T): T {
    return this.#guard.run(work);
  }

  execute(call: Call, application: string, text: string): Outcome | Promise<Outcome> {
    return this.#walker.execute(call, application, text);
  }

  callOf(channel: Channel): Call {
    if (channel.dialplan instanceof CallRun) return channel.dialplan;
    let call = this.#bare.get(channel);
    if (!call) {
      call = new CallRun(channel, this.#house);
      this.#bare.set(channel, call);
    }
    return call;
  }

  async runWhile(call: Call, start: DialplanTarget, inside: (at: DialplanTarget) => boolean): Promise<NestedEnd> {
    return this.#walker.runWhile(this.#runOf(call), start, inside);
  }

  async runGuarded(_call: Call, work: () => Outcome | Promise<Outcome>): Promise<'continues' | 'ended'> {
    try {
      const outcome = await work();
      return outcome?.kind === 'end' ? 'ended' : 'continues';
    } catch (reason) {
      if (!isInterruption(reason)) throw reason;
      return 'ended';
    }
  }

  async runSubroutine(channel: Channel, target: DialplanTarget, args: readonly string[]): Promise<NestedEnd> {
    const call = this.#runOf(this.callOf(channel));
    const close = openSubroutine(channel, args);
    try {
      return await this.#walker.runWhile(call, target, () => true);
    } catch (reason) {
      if (!isInterruption(reason)) throw reason;
      return 'ended';
    } finally {
      close();
    }
  }

  async runApplication(channel: Channel, application: string, text: string): Promise<void> {
    const call = this.#runOf(this.callOf(channel));
    try {
      await this.#walker.execute(call, application, text);
    } catch (reason) {
      if (!isInterruption(reason)) this.#house.log.error(`${application} failed on ${channel.name}: ${String(reason)}`);
    } finally {
      call.end();
      channel.release(cause.none);
    }
  }

  run(channel: Channel): Promise<void> {
    this.#running++;
    this.#processed++;
    return this.#asCall(() => this.#walker.run(channel)).then(this.#ended);
  }

  #substitution(context: EvaluationContext): SubstitutionContext {
    if (context instanceof Evaluation) return context;
    return new Evaluation(this.#house);
  }

  #runOf(call: Call): CallRun {
    return call instanceof CallRun ? call : new CallRun(call.channel, this.#house);
  }
}

function splitFunction(text: string): { name: string; args: string } {
  const open = text.indexOf('(');
  if (open < 0) return { name: text.trim(), args: '' };
  return {
    name: text.slice(0, open).trim(),
    args: text.endsWith(')') ? text.slice(open + 1, -1) : text.slice(open + 1),
  };
}
