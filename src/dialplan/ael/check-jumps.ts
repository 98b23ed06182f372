import { nearestName } from '../../base/similar.ts';
import { Reach } from '../check/reach.ts';
import { codes } from '../codes.ts';
import type { Faults } from '../model/faults.ts';
import type { Contexts } from '../model/merge-contexts.ts';
import { type AelFile, type Statement, statementsIn } from './syntax.ts';

/**
 * Tells of a `goto` or `jump` to an extension that is not there. A place in a context that the file does not have is believed.
 * Deviation: a warning; Asterisk refuses the whole file, also for places that are there, such as extensions with a hint.
 */
export function checkJumps(file: AelFile, contexts: Contexts, faults: Faults): void {
  const general = {
    autofallthrough: true,
    clearGlobalVariables: false,
    overrideSwitch: undefined,
    staticFile: false,
    writeProtect: false,
  };
  const reach = new Reach({ general, contexts });
  const known = (context: string): boolean =>
    contexts.has(context) &&
    reach.contextsFrom(context).every((one) => contexts.get(one)?.includes.every((to) => contexts.has(to.context)));
  const check = (statement: Statement, own: string): void => {
    for (const inner of statementsIn(statement)) check(inner, own);
    if (statement.kind !== 'goto' || statement.parts.length < 2) return;
    const exten = statement.parts.at(-2);
    const context = statement.parts.at(-3)?.text ?? own;
    if (!exten || [context, exten.text].some((text) => text.includes('${')) || !known(context)) return;
    const names = reach
      .contextsFrom(context)
      .flatMap((one) => contexts.get(one)?.extensions.map(({ name }) => name) ?? []);
    if (reach.hasExtension(context, exten.text) || names.includes(exten.text)) return;
    const near = nearestName(exten.text, names);
    faults.add(codes.aelNoPlace, `there is no extension '${exten.text}' in the context '${context}'`, exten, {
      help: near && `did you mean '${near}'?`,
    });
  };
  for (const part of file.parts) {
    if (part.kind === 'macro') for (const one of part.macro.statements) check(one, part.macro.name.text);
    else for (const { body } of part.context.extensions) check(body, part.context.name.text);
  }
}
