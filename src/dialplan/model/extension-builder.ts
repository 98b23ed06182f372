import type { Span } from '../../base/diagnostic.ts';
import type { ConfigText } from '../../config/text.ts';
import { codes } from '../codes.ts';
import type { Pattern } from '../pattern/pattern.ts';
import type { Faults } from './faults.ts';
import type { ExtensionModel, HintModel, PriorityModel } from './model.ts';

/** Gathers the priorities of one extension. */
export class ExtensionBuilder {
  readonly name: string;
  readonly pattern: Pattern;
  readonly caller: Pattern | undefined;
  readonly #span: Span;
  readonly #priorities = new Map<number, PriorityModel>();
  readonly #labels = new Map<string, number>();
  #hint: HintModel | undefined;

  constructor(name: string, pattern: Pattern, caller: Pattern | undefined, span: Span) {
    this.name = name;
    this.pattern = pattern;
    this.caller = caller;
    this.#span = span;
  }

  /** The priority that a label names. */
  labelled(label: string): number | undefined {
    return this.#labels.get(label);
  }

  /** Adds a priority; one that exists already keeps its place, and the fault is noted. */
  add(priority: PriorityModel, label: ConfigText | undefined, written: ConfigText, faults: Faults): boolean {
    const taken = this.#priorities.get(priority.priority);
    if (taken) {
      faults.add(codes.priorityTaken, `extension '${this.name}' has a priority ${priority.priority} already`, written, {
        notes: [{ message: 'the first one, which counts, is here', span: taken.span }],
      });
      return false;
    }
    const labelled = label && this.#labels.get(label.text);
    if (label && labelled !== undefined) {
      const first = this.#priorities.get(labelled);
      faults.add(codes.labelTaken, `extension '${this.name}' has a label '${label.text}' already`, label, {
        notes: first ? [{ message: `it names the priority ${labelled}`, span: first.span }] : [],
      });
      this.#priorities.set(priority.priority, { ...priority, label: undefined });
      return true;
    }
    if (label) this.#labels.set(label.text, priority.priority);
    this.#priorities.set(priority.priority, priority);
    return true;
  }

  /** Sets the hint; a second one is a fault. */
  setHint(hint: HintModel, written: ConfigText, faults: Faults): void {
    if (this.#hint) {
      faults.add(codes.priorityTaken, `extension '${this.name}' has a hint already`, written, {
        notes: [{ message: 'the first one, which counts, is here', span: this.#hint.span }],
      });
      return;
    }
    this.#hint = hint;
  }

  /** What was gathered, priorities in order. */
  build(): ExtensionModel {
    return {
      name: this.name,
      pattern: this.pattern,
      caller: this.caller,
      priorities: new Map([...this.#priorities].sort(([a], [b]) => a - b)),
      labels: this.#labels,
      hint: this.#hint,
      span: this.#span,
    };
  }
}
