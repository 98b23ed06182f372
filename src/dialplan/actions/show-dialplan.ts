import {
  actionMark,
  defineManagerAction,
  type ManagerHeaders,
  managerError,
  managerList,
} from '../../extend/define-manager-action.ts';
import { dialplanFilesPort } from '../loader.ts';
import type { ContextModel, DialplanModel, ExtensionModel } from '../model/model.ts';
import { matchPattern } from '../pattern/match.ts';

/** Who has made the contexts, as Asterisk names the loader of extensions.conf. */
const REGISTRAR: readonly [string, string] = ['Registrar', 'pbx_config'];

/** ShowDialPlan: the dialplan, one context of it, or what an extension reaches. */
export const action = defineManagerAction({
  name: 'ShowDialPlan',
  module: 'pbx_config',
  synopsis: 'Show dialplan contexts and extensions',
  arguments: '[Extension] [Context]',
  classes: ['config', 'reporting'],
  run(context, request) {
    const contexts: DialplanModel['contexts'] = context.use(dialplanFilesPort).model?.contexts ?? new Map();
    const [name, digits] = [request.header('Context'), request.header('Extension')];
    const wanted = name === '' ? [...contexts.values()] : [contexts.get(name)].filter((one) => one !== undefined);
    if (wanted.length === 0) return managerError(`Did not find context ${name}`);
    const walk = new DialplanWalk(contexts, digits, actionMark(request));
    for (const one of wanted) walk.add(one);
    if (digits !== '' && walk.extensions === 0) return managerError(`Did not find extension ${digits}@${name}`);
    return managerList(request, {
      message: 'DialPlan list will follow',
      items: walk.items,
      complete: 'ShowDialPlanComplete',
      trailer: [
        ['ListExtensions', String(walk.extensions)],
        ['ListPriorities', String(walk.priorities)],
        ['ListContexts', String(walk.contexts)],
      ],
    });
  },
});

/** Lists contexts and counts what is listed. */
class DialplanWalk {
  readonly items: ManagerHeaders[] = [];
  contexts = 0;
  extensions = 0;
  priorities = 0;
  readonly #all: DialplanModel['contexts'];
  readonly #digits: string;
  readonly #mark: ManagerHeaders;
  readonly #seen = new Set<string>();

  constructor(all: DialplanModel['contexts'], digits: string, mark: ManagerHeaders) {
    this.#all = all;
    this.#digits = digits;
    this.#mark = mark;
  }

  /** A context; where digits are looked for, also those that it includes. */
  add(context: ContextModel): void {
    if (this.#seen.has(context.name)) return;
    this.#seen.add(context.name);
    this.contexts++;
    const wanted = (one: ExtensionModel): boolean =>
      this.#digits === '' || matchPattern(one.pattern, this.#digits, 'match') === 'yes';
    for (const extension of context.extensions.filter(wanted)) this.#extension(context, extension);
    for (const include of context.includes) {
      const included = this.#all.get(include.context);
      if (this.#digits === '') this.#item(context, [['IncludeContext', include.source], REGISTRAR]);
      else if (included) this.add(included);
    }
    if (this.#digits !== '') return;
    for (const { pattern } of context.ignorePatterns)
      this.#item(context, [['IgnorePattern', pattern.source], REGISTRAR]);
    for (const { name, data } of context.switches) this.#item(context, [['Switch', `${name}/${data}`], REGISTRAR]);
  }

  #extension(context: ContextModel, { name, hint, priorities }: ExtensionModel): void {
    this.extensions++;
    if (hint) {
      this.priorities++;
      const devices = hint.name === '' ? hint.devices : `${hint.devices},${hint.name}`;
      this.#item(context, [['Extension', name], ['Priority', 'hint'], ['Application', devices], REGISTRAR]);
    }
    for (const { priority, label, application, argument } of priorities.values()) {
      this.priorities++;
      this.#item(context, [
        ['Extension', name],
        ...(label === undefined ? [] : [['ExtensionLabel', label] as const]),
        ['Priority', String(priority)],
        ['Application', application.text],
        ['AppData', argument.text],
        REGISTRAR,
      ]);
    }
  }

  #item(context: ContextModel, headers: ManagerHeaders): void {
    this.items.push([['Event', 'ListDialplan'], ...this.#mark, ['Context', context.name], ...headers]);
  }
}
