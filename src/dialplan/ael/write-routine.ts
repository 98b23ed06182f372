import type { ConfigText } from '../../config/text.ts';
import { Routine, type Target, writeTarget } from './routine.ts';
import type { Case, Statement } from './syntax.ts';

/** A fault in what a statement means. */
export type FaultTeller = (message: string, at: ConfigText, help?: string) => void;

/** What loops and switches around a statement give to it. */
interface Surroundings {
  /** Stands in the notes that mark ends. */
  readonly name: string;
  readonly onBreak: Target | undefined;
  readonly onContinue: Target | undefined;
}

/** The number of the first step of a case. */
const LATER = 10;
/** After these, nothing leads on to the next case. */
const LEAVING: ReadonlySet<string> = new Set(['break', 'return', 'goto']);

/**
 * Writes the statements of one extension as steps, and the extensions that its switches make, as Asterisk's own compiler does.
 *
 * Deviation: what is empty in the head of a `for` makes no step; in Asterisk it makes one without an application, at which the call ends. Deviation: a jump out of
 * a `catch` to a label of its macro goes there; in Asterisk it looks for the label in the extension that is caught.
 */
export class RoutineWriter {
  readonly #fault: FaultTeller;
  readonly #count: { next(): number };
  /** All that belongs together, for labels. */
  readonly routines: Routine[] = [];

  constructor(count: { next(): number }, fault: FaultTeller) {
    this.#count = count;
    this.#fault = fault;
  }

  /** Writes `statements` into `routine`. @param name the context's, or what stands for it in the notes that mark ends. */
  write(routine: Routine, statements: readonly Statement[], name: string): void {
    this.routines.push(routine);
    const around: Surroundings = { name, onBreak: undefined, onContinue: undefined };
    for (const statement of statements) this.#statement(routine, statement, around);
    if (routine.hasPendingLabel) this.#note(routine, routine.at, '');
  }

  #statement(routine: Routine, statement: Statement, around: Surroundings): void {
    switch (statement.kind) {
      case 'block':
        for (const one of statement.statements) this.#statement(routine, one, around);
        return;
      case 'application':
        routine.add(statement.name, keep(routine, statement.argument));
        return;
      case 'assign': {
        const name = statement.local ? `LOCAL(${statement.name.text})` : statement.name.text;
        routine.add(
          statement.name.replaced('MSet'),
          keep(routine, statement.value, (value) => `${name}=$[${value}]`),
        );
        return;
      }
      case 'macro-call':
        routine.add(statement.name.replaced('Gosub'), keep(routine, callText(statement.name, statement.argument)));
        return;
      case 'goto':
        this.#goto(routine, statement.parts);
        return;
      case 'label':
        routine.label(statement.name);
        return;
      case 'return':
        routine.add(statement.at.replaced('Return'), statement.at.replaced(''));
        return;
      case 'break':
      case 'continue':
        this.#leave(routine, statement.at, statement.kind === 'break' ? around.onBreak : around.onContinue);
        return;
      case 'catch': {
        const { extension, body } = statement;
        const caught = new Routine(extension.text, extension, { first: 1, ofSwitch: false, keepsExten: false });
        this.write(caught, [body], `catch_${extension.text}_${this.#count.next()}`);
        return;
      }
      case 'if':
      case 'random':
      case 'iftime':
        this.#if(routine, statement, around);
        return;
      case 'while':
        this.#loop(routine, 'while', statement.condition, statement.body, undefined, around);
        return;
      case 'for':
        this.#forHead(routine, statement.start);
        this.#loop(routine, 'for', statement.condition, statement.body, statement.step, around);
        return;
      case 'switch':
        this.#switch(routine, statement.value, statement.cases, around);
    }
  }

  #if(
    routine: Routine,
    statement: Extract<Statement, { kind: 'if' | 'random' | 'iftime' }>,
    around: Surroundings,
  ): void {
    const { kind, condition, then, otherwise } = statement;
    const name = `${kind === 'iftime' ? 'iftime' : 'if'}_${around.name}_${this.#count.next()}`;
    const inside = { ...around, name };
    const target: Target = { routine, priority: 0 };
    const end: Target = { routine, priority: 0 };
    const first = routine.next;
    if (kind === 'iftime') {
      const times = condition.text.replaceAll('|', ',');
      routine.add(condition.replaced('GotoIfTime'), condition.replaced(`${times}?${first + 2}`));
      this.#jump(routine, condition, otherwise ? target : end);
    } else {
      const test =
        kind === 'random' ? (text: string): string => `\${RAND(0,99)} < (${text})` : (text: string): string => text;
      routine.add(
        condition.replaced('GotoIf'),
        keep(routine, condition, (text) => `$[${test(text)}]?${first + 1}:${(otherwise ? target : end).priority}`),
      );
    }
    this.#statement(routine, then, inside);
    if (otherwise) {
      this.#jump(routine, condition, end);
      target.priority = routine.next;
      this.#statement(routine, otherwise, inside);
    }
    end.priority = routine.next;
    this.#note(routine, condition, `Finish ${name}`);
  }

  #forHead(routine: Routine, start: ConfigText): void {
    if (start.text.trim() !== '') this.#forPart(routine, start);
  }

  /** `&macro(…)`, an application, or an assignment. */
  #forPart(routine: Routine, part: ConfigText): void {
    const equals = part.text.indexOf('=');
    const open = part.text.indexOf('(');
    if (part.text.startsWith('&')) {
      const call = /^&([^(]*)\((.*)\)\s*$/s.exec(part.text);
      const text = call?.[2] ? `${call[1]},~~s~~,1(${call[2]})` : `${call?.[1] ?? ''},~~s~~,1`;
      routine.add(part.replaced('Gosub'), keep(routine, part.replaced(text)));
    } else if (open >= 0 && (equals < 0 || open < equals) && part.text.trimEnd().endsWith(')')) {
      routine.add(part.part(0, open).trim(), keep(routine, part.part(open + 1, part.text.lastIndexOf(')'))));
    } else {
      const [name, value] = [part.text.slice(0, equals).trim(), part.text.slice(equals + 1)];
      routine.add(part.replaced('MSet'), keep(routine, part.replaced(`${name}=$[${value}]`)));
    }
  }

  #loop(
    routine: Routine,
    kind: 'while' | 'for',
    condition: ConfigText,
    body: Statement,
    step: ConfigText | undefined,
    around: Surroundings,
  ): void {
    const name = `${kind}_${around.name}_${this.#count.next()}`;
    const test: Target = { routine, priority: routine.next };
    const again: Target = { routine, priority: routine.next };
    const end: Target = { routine, priority: 0 };
    routine.add(
      condition.replaced('GotoIf'),
      keep(routine, condition, (text) => `$[${text}]?${test.priority + 1}:${end.priority}`),
    );
    this.#statement(routine, body, { name, onBreak: end, onContinue: again });
    if (step) {
      again.priority = routine.next;
      if (step.text.trim() !== '') this.#forPart(routine, step);
    }
    this.#jump(routine, condition, test);
    end.priority = routine.next;
    this.#note(routine, condition, `Finish ${name}`);
  }

  /** Each case is an extension of its own, `sw_N_case`, that begins at 10. */
  #switch(routine: Routine, value: ConfigText, written: readonly Case[], around: Surroundings): void {
    const number = this.#count.next();
    const end: Target = { routine, priority: routine.next + 1 };
    routine.add(
      value.replaced('Goto'),
      keep(routine, value, (text) => `sw_${number}_${text},${LATER}`),
    );
    this.#note(routine, value, `Finish switch_${around.name}_${number}`);
    const nothing = value.part(value.text.length);
    const byDefault: Case = { kind: 'default', value: nothing, statements: [] };
    const cases = written.some(({ kind }) => kind === 'default') ? written : [...written, byDefault];
    const options = { first: LATER, ofSwitch: true, keepsExten: false };
    cases.forEach((one, index) => {
      const at = one.value.text === '' ? value : one.value;
      const routineName = caseExtension(number, one);
      const branch = new Routine(routineName, at, options);
      this.routines.push(branch);
      const label = one.kind === 'default' ? 'default' : one.value.text;
      const inside = { name: `sw_${around.name}_${label}_${number}`, onBreak: end, onContinue: around.onContinue };
      for (const statement of one.statements) this.#statement(branch, statement, inside);
      if (LEAVING.has(one.statements.at(-1)?.kind ?? '')) return;
      const next = cases[index + 1];
      if (next) branch.add(at.replaced('Goto'), at.replaced(`${reachCase(number, next)},${LATER}`));
      else this.#jump(branch, at, end);
    });
    const empty = new Routine(`sw_${number}_`, value, options);
    empty.add(value.replaced('Goto'), value.replaced(`sw_${number}_.,${LATER}`));
    this.routines.push(empty);
  }

  #leave(routine: Routine, at: ConfigText, target: Target | undefined): void {
    if (target) this.#jump(routine, at, target);
    else this.#fault(`'${at.text}' stands in no loop${at.text === 'break' ? ' and in no switch' : ''}`, at);
  }

  #goto(routine: Routine, parts: readonly ConfigText[]): void {
    const [only] = parts;
    if (!only) return;
    const written = parts.map(({ text }) => text).join(',');
    routine.add(only.replaced('Goto'), () => {
      const text = parts.length === 1 ? this.#labelled(routine, only) : written;
      return only.replaced(keptText(routine, text));
    });
  }

  /** A label of one of the extensions that were made of this one. */
  #labelled(routine: Routine, label: ConfigText): string {
    if (routine.labels.has(label.text)) return label.text;
    const owner = this.routines.find(({ labels }) => labels.has(label.text));
    if (owner) return `${owner.name},${label.text}`;
    if (!/^\d+$/.test(label.text) && !label.text.includes('${'))
      this.#fault(`there is no label '${label.text}' in this extension`, label);
    return label.text;
  }

  #jump(routine: Routine, at: ConfigText, target: Target): void {
    routine.add(at.replaced('Goto'), () => at.replaced(writeTarget(target, routine)));
  }

  #note(routine: Routine, at: ConfigText, text: string): void {
    routine.add(at.replaced('NoOp'), at.replaced(text));
  }
}

/** The text of a step in the end: as written where nothing has to change, so that its places stay. */
function keep(routine: Routine, text: ConfigText, form: (text: string) => string = (same) => same): () => ConfigText {
  return () => {
    const changed = form(keptText(routine, text.text));
    return changed === text.text ? text : text.replaced(changed);
  };
}

/** Within a switch EXTEN is that of the case; the real one was kept. */
function keptText({ keepsExten, ofSwitch }: Routine, text: string): string {
  return keepsExten || ofSwitch ? text.replace(/\$\{EXTEN(?=[:}])/g, '${~~EXTEN~~') : text;
}

function callText(name: ConfigText, argument: ConfigText): ConfigText {
  const args = argument.text.trim() === '' ? '' : `(${argument.text.trimStart()})`;
  return name.replaced(`${name.text},~~s~~,1${args}`);
}

function caseExtension(number: number, { kind, value }: Case): string {
  if (kind === 'default') return `_sw_${number}_.`;
  return kind === 'pattern' ? `_sw_${number}_${value.text}` : `sw_${number}_${value.text}`;
}

/** Digits that lead to a case. */
function reachCase(number: number, { kind, value }: Case): string {
  if (kind === 'default') return `sw_${number}_.`;
  const text = kind === 'pattern' ? value.text.replace(/\[(.)[^\]]*\]/g, '$1').replace(/[XZN]/gi, '9') : value.text;
  return `sw_${number}_${text}`;
}
