import { managerClasses } from '../../../config/files/manager-conf.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import type { ManagerActionDefinition } from '../../../extend/define-manager-action.ts';
import { managerActionKind } from '../../../extend/kinds.ts';
import type { DefinitionLookup } from '../../../pbx/ports/registry.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';
import { actionWords } from '../action-words.ts';
import { argumentWords } from '../argument-words.ts';
import { eventPage, relatedHere, shownEvents } from '../event-page.ts';
import { actionRelations, eventRelations } from '../see-also.ts';
import { shownHeader, shownSection, shownTitle } from '../shown-section.ts';

/** `manager show command ACTION...`. */
export const command = defineCliCommand({
  command: 'manager show command <actions...>',
  module: 'manager',
  synopsis: 'Tell what actions of the manager interface do',
  usage: 'Tells what each of these actions takes and means, who may send it, and which events its answer has.',
  complete: (context) =>
    context
      .use(registryPort)
      .list(managerActionKind)
      .map(({ name }) => name),
  run(context, names) {
    const wanted = new Set(names.map((name) => name.toLowerCase()));
    const registry = context.use(registryPort);
    return registry
      .list(managerActionKind)
      .filter(({ name }) => wanted.has(name.toLowerCase()))
      .map((action) => page(registry, action, context.session.colour === true))
      .join('');
  },
});

function page(registry: DefinitionLookup, action: ManagerActionDefinition, colour: boolean): string {
  const held = managerClasses.filter((one) => action.classes.includes(one));
  const words = ['[ActionID]', ...(action.arguments ?? '').split(' ').filter((word) => word !== '')];
  const taken = words.map((word) => ({ name: word.replace(/^\[|\]$/g, ''), optional: word.startsWith('[') }));
  const parts: ReadonlyArray<readonly [title: string, text: string]> = [
    [
      'Syntax',
      [`Action: ${action.name}`, ...taken.map(({ name, optional }) => shownHeader(name, optional))].join('\n'),
    ],
    ['Synopsis', action.synopsis],
    ['Description', actionWords[action.name] ?? MISSING],
    ['Arguments', taken.map(({ name }) => `${name}\n    ${argumentWords[name] ?? MISSING}`).join('\n')],
    ['See Also', relatedHere(registry, actionRelations[action.name] ?? []).join(', ') || MISSING],
    ['Privilege', held.length === 0 ? '<none>' : [...held, 'all'].join(',')],
  ];
  const tells = (action.tells ?? []).map((event) => (typeof event === 'string' ? event : event.name));
  const last = tells.findLastIndex((name) => name.endsWith('Complete'));
  return [
    ...parts.map(([title, text]) => shownSection(title, text, colour)),
    responses(registry, 'List Responses', last < 0 ? tells : tells.slice(0, last), colour),
    responses(registry, 'Final Response', last < 0 ? [] : tells.slice(last), colour),
  ].join('');
}

/** The events of an answer, each with its own page. */
function responses(registry: DefinitionLookup, title: string, names: readonly string[], colour: boolean): string {
  const pages = shownEvents(registry)
    .filter(({ name }) => names.includes(name))
    .map((event) => eventPage(event, relatedHere(registry, eventRelations[event.name] ?? []), colour));
  if (pages.length === 0) return shownSection(title, 'None', colour);
  return shownTitle(title, colour) + pages.join('');
}

const MISSING = 'Not available';
