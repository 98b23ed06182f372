import type { ConfigText } from '../../config/text.ts';

/** A step whose text is known once all steps have their numbers. */
export interface Step {
  /** Its number within its extension, once that is told. */
  priority: number;
  label: ConfigText | undefined;
  readonly application: ConfigText;
  argument(): ConfigText;
}

/** An extension that steps are written for. */
export class Routine {
  readonly name: string;
  readonly at: ConfigText;
  readonly steps: Step[] = [];
  readonly labels = new Map<string, Step>();
  /** One of the extensions that a switch makes. */
  readonly ofSwitch: boolean;
  /** EXTEN is kept under another name while a switch runs. */
  readonly keepsExten: boolean;
  readonly #first: number;
  #pending: ConfigText | undefined;

  constructor(name: string, at: ConfigText, options: { first: number; ofSwitch: boolean; keepsExten: boolean }) {
    this.name = name;
    this.at = at;
    this.ofSwitch = options.ofSwitch;
    this.keepsExten = options.keepsExten;
    this.#first = options.first;
  }

  /** The number of the step that is written next. */
  get next(): number {
    return this.#first + this.steps.length;
  }

  /** A label for the step that is written next. */
  label(name: ConfigText): void {
    this.#pending = name;
  }

  /** True where a label has no step yet. */
  get hasPendingLabel(): boolean {
    return this.#pending !== undefined;
  }

  /** Writes a step. @param argument its text, or how to get it in the end. */
  add(application: ConfigText, argument: ConfigText | (() => ConfigText)): Step {
    const step: Step = {
      priority: this.next,
      label: this.#pending,
      application,
      argument: typeof argument === 'function' ? argument : () => argument,
    };
    if (this.#pending && !this.labels.has(this.#pending.text)) this.labels.set(this.#pending.text, step);
    this.#pending = undefined;
    this.steps.push(step);
    return step;
  }
}

/** A place to go to. */
export interface Target {
  readonly routine: Routine;
  priority: number;
}

/** How a place is written in a step of `from`. */
export function writeTarget({ routine, priority }: Target, from: Routine): string {
  return routine === from ? String(priority) : `${routine.name},${priority}`;
}
