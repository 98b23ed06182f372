import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { Port, PortFinder } from '../../base/port.ts';
import type { Call, EvaluationContext } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import type { Registry } from '../../extend/registry.ts';
import type { Globals } from '../../pbx/ports/globals.ts';
import type { OutsideGuard } from '../outside-guard.ts';
import type { SubstitutionContext } from '../substitute/context.ts';
import { type BuiltinSources, readBuiltin } from './builtin-variables.ts';
import { PlacedLogger } from './placed-logger.ts';
import type { Program, Step } from './program.ts';
import { tellMissing } from './tell-missing.ts';

/** What evaluating texts needs of the dialplan. */
export interface EvaluationHouse {
  readonly clock: Clock;
  readonly log: Logger;
  readonly ports: PortFinder;
  readonly globals: Globals;
  readonly registry: Registry;
  /** Keeps programs outside from functions that can do harm. */
  readonly guard: OutsideGuard;
  builtins(channel: Channel | undefined): BuiltinSources;
  /** The dialplan as of now; a reload changes what it answers, and running calls go on in the new one. */
  program(): Program;
}

/** The place where texts are evaluated without a call: globals, the console. A call's own is {@link CallRun}. */
export class Evaluation implements EvaluationContext, SubstitutionContext {
  protected readonly house: EvaluationHouse;
  /** The module of the application or function being run: what is logged meanwhile is its word. Undefined: the dialplan's own. */
  speaker: string | undefined;
  /** Made when a variable is first asked for. */
  #builtins: BuiltinSources | undefined;
  readonly #channel: Channel | undefined;
  /** The logger of a call, which tells the place; made when it is first asked for. */
  #placed: PlacedLogger | undefined;

  constructor(house: EvaluationHouse, channel?: Channel) {
    this.house = house;
    this.#channel = channel;
  }

  get call(): Call | undefined {
    return undefined;
  }

  get clock(): Clock {
    return this.house.clock;
  }

  get log(): Logger {
    const spoken = this.speaker === undefined ? this.house.log : this.house.log.named(this.speaker);
    if (!this.#channel) return spoken;
    if (this.#placed?.inner !== spoken) this.#placed = new PlacedLogger(spoken, () => this.#place());
    return this.#placed;
  }

  use<T>(port: Port<T>): T {
    return this.house.ports.use(port);
  }

  has(port: Port<unknown>): boolean {
    return this.house.ports.has(port);
  }

  get(name: string): string | undefined {
    this.#builtins ??= this.house.builtins(this.#channel);
    return readBuiltin(this.#builtins, name) ?? this.#channel?.variables.get(name) ?? this.house.globals.get(name);
  }

  set(name: string, value: string | undefined): void {
    if (this.#channel) this.#channel.variables.set(name, value);
    else this.house.globals.set(name, value);
  }

  warn(message: string): void {
    this.log.warning(message);
  }

  error(message: string): void {
    this.log.error(message);
  }

  variable(name: string): string | undefined {
    return this.get(name);
  }

  hasFunction(name: string): boolean {
    return this.house.registry.function(name) !== undefined;
  }

  readFunction(name: string, args: string): string | Promise<string> {
    const definition = this.house.registry.function(name);
    if (!definition) return tellMissing(this.log, 'function', name, `Function ${name} not registered`).then(() => '');
    if (!definition.read) {
      this.error(`Function ${name} cannot be read`);
      return '';
    }
    if (this.house.guard.forbids(definition, 'read')) {
      this.error(`Dangerous function ${name} read blocked`);
      return '';
    }
    const before = this.speaker;
    this.speaker = definition.module;
    const value = definition.read(this.call ?? this, args);
    if (typeof value === 'string') {
      this.speaker = before;
      return value;
    }
    return value.finally(() => {
      this.speaker = before;
    });
  }

  /** Where the channel is, in the dialplan and in its file: ` [exten@context:priority file:line, channel]`. */
  #place(): string {
    const { position, parties, name = '' } = this.#channel ?? {};
    if (!position) return '';
    const { exten, context, priority } = position;
    const program = this.house.program();
    const stepAt = (at: number): Step | undefined => program.step(context, exten, at, parties?.caller.number);
    // behind the last step there is none: what is told then is of the last
    const span = (stepAt(priority) ?? stepAt(priority - 1))?.span;
    return ` [${exten}@${context}:${priority}${span ? ` ${span.file}:${span.line}` : ''}, ${name}]`;
  }
}

/** Outside of all calls, with variables of its own over the globals. What is set stays with it. */
export class EvaluationWith extends Evaluation {
  readonly #own: Map<string, string>;

  constructor(house: EvaluationHouse, variables: ReadonlyMap<string, string>) {
    super(house);
    this.#own = new Map(variables);
  }

  override get(name: string): string | undefined {
    return this.#own.get(name) ?? super.get(name);
  }

  override set(name: string, value: string | undefined): void {
    if (value === undefined) this.#own.delete(name);
    else this.#own.set(name, value);
  }
}
