import { managerClasses } from '../../../config/files/manager-conf.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import type { ManagerActionDefinition } from '../../../extend/define-manager-action.ts';
import { managerActionKind } from '../../../extend/kinds.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';
import { argumentWords } from '../argument-words.ts';
import { shownHeader, shownSection } from '../shown-section.ts';

/** `manager show command ACTION...`. */
export const command = defineCliCommand({
  command: 'manager show command <actions...>',
  module: 'manager',
  synopsis: 'Tell what actions of the manager interface do',
  complete: (context) =>
    context
      .use(registryPort)
      .list(managerActionKind)
      .map(({ name }) => name),
  run(context, names) {
    const wanted = new Set(names.map((name) => name.toLowerCase()));
    return context
      .use(registryPort)
      .list(managerActionKind)
      .filter(({ name }) => wanted.has(name.toLowerCase()))
      .map((action) => page(action, context.session.colour === true))
      .join('');
  },
});

function page(action: ManagerActionDefinition, colour: boolean): string {
  const held = managerClasses.filter((one) => action.classes.includes(one));
  const words = ['[ActionID]', ...(action.arguments ?? '').split(' ').filter((word) => word !== '')];
  const taken = words.map((word) => ({ name: word.replace(/^\[|\]$/g, ''), optional: word.startsWith('[') }));
  const parts: ReadonlyArray<readonly [title: string, text: string]> = [
    [
      'Syntax',
      [`Action: ${action.name}`, ...taken.map(({ name, optional }) => shownHeader(name, optional))].join('\n'),
    ],
    ['Synopsis', action.synopsis],
    ['Description', MISSING],
    ['Arguments', taken.map(({ name }) => `${name}\n    ${argumentWords[name] ?? MISSING}`).join('\n')],
    ['See Also', MISSING],
    ['Privilege', held.length === 0 ? '<none>' : [...held, 'all'].join(',')],
    ['List Responses', 'None'],
    ['Final Response', 'None'],
  ];
  return parts.map(([title, text]) => shownSection(title, text, colour)).join('');
}

const MISSING = 'Not available';
