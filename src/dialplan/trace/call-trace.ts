import type { Span } from '../../base/diagnostic.ts';
import type { Outcome } from '../../channel/call.ts';
import type { DialplanTarget } from '../../channel/position.ts';
import type { SubstitutionContext } from '../substitute/context.ts';

/** So many things are remembered of a call; of a longer one the oldest are forgotten. */
const MOST_EVENTS = 1000;
/** A value is remembered up to so many characters. */
const LONGEST_VALUE = 500;

/** A priority that a call has run. */
export interface TracedStep {
  readonly kind: 'step';
  readonly timeMs: number;
  readonly at: DialplanTarget;
  /** Where it is written. */
  readonly span: Span;
  readonly application: string;
  /** The arguments as they are written. */
  readonly written: string;
  /** The arguments with their values, once they are known. */
  text: string;
  /** What was read to fill them in, in that order. */
  readonly values: Array<readonly [name: string, value: string]>;
  /** Where it led to; undefined while it runs. */
  ledTo: string | undefined;
}

/** Something that happened between two priorities. */
export interface TracedNote {
  readonly kind: 'note';
  readonly timeMs: number;
  readonly text: string;
}

/** What a call has done in the dialplan, and why it went where it went. */
export class CallTrace {
  readonly channel: string;
  readonly uniqueId: string;
  readonly startedMs: number;
  readonly #now: () => number;
  readonly #events: Array<TracedStep | TracedNote> = [];
  #forgotten = 0;
  /** Its dialplan is over. */
  over = false;

  constructor(channel: { readonly name: string; readonly uniqueId: string }, now: () => number) {
    this.channel = channel.name;
    this.uniqueId = channel.uniqueId;
    this.#now = now;
    this.startedMs = now();
  }

  /** What has happened, oldest first. */
  get events(): ReadonlyArray<TracedStep | TracedNote> {
    return this.#events;
  }

  /** How many things have been forgotten, for there were too many. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** A priority is about to be run. */
  step(
    at: DialplanTarget,
    step: { readonly span: Span; readonly application: string; readonly argument: { readonly source: string } },
  ): TracedStep {
    const { context, exten, priority } = at;
    const traced: TracedStep = {
      kind: 'step',
      timeMs: this.#now(),
      at: { context, exten, priority },
      span: step.span,
      application: step.application,
      written: step.argument.source,
      text: step.argument.source,
      values: [],
      ledTo: undefined,
    };
    this.#add(traced);
    return traced;
  }

  /** Something else happened. */
  note(text: string): void {
    this.#add({ kind: 'note', timeMs: this.#now(), text });
  }

  #add(event: TracedStep | TracedNote): void {
    this.#events.push(event);
    if (this.#events.length <= MOST_EVENTS) return;
    this.#forgotten += this.#events.length - MOST_EVENTS / 2;
    this.#events.splice(0, this.#events.length - MOST_EVENTS / 2);
  }
}

/** What an outcome means for the call, in words; nothing where it simply goes on. */
export function outcomeText(outcome: Outcome): string {
  if (outcome === undefined) return '';
  if (outcome.kind === 'goto') {
    const { exten, context, priority } = outcome.target;
    return `goes to ${exten}@${context}:${priority}`;
  }
  if (outcome.kind === 'leave') return 'leaves the subroutine';
  return outcome.cause === undefined ? 'ends the call' : `ends the call with cause ${outcome.cause}`;
}

/** The call's own context, noting down what is read through it. */
export class TracingContext implements SubstitutionContext {
  readonly #inner: SubstitutionContext;
  readonly #values: TracedStep['values'];

  constructor(inner: SubstitutionContext, step: TracedStep) {
    this.#inner = inner;
    this.#values = step.values;
  }

  variable(name: string): string | undefined {
    const value = this.#inner.variable(name);
    this.#note(name, value ?? '(not set)');
    return value;
  }

  hasFunction(name: string): boolean {
    return this.#inner.hasFunction(name);
  }

  readFunction(name: string, args: string): string | Promise<string> {
    const value = this.#inner.readFunction(name, args);
    if (typeof value === 'string') {
      this.#note(`${name}(${args})`, value);
      return value;
    }
    return value.then((late) => {
      this.#note(`${name}(${args})`, late);
      return late;
    });
  }

  warn(message: string): void {
    this.#inner.warn(message);
  }

  error(message: string): void {
    this.#inner.error(message);
  }

  #note(name: string, value: string): void {
    if (this.#values.length < 50) this.#values.push([name, value.slice(0, LONGEST_VALUE)]);
  }
}
