import type { AnswerEvent } from '../../extend/define-manager-action.ts';
import { applicationKind, functionKind, managerActionKind, managerEventKind } from '../../extend/kinds.ts';
import type { DefinitionLookup } from '../../pbx/ports/registry.ts';
import { eventFields } from './event-fields.ts';
import { eventHeaderWords } from './event-header-words.ts';
import { shownHeader, shownSection } from './shown-section.ts';

/** All events that can be told of: those that happen by themselves, and those of answers. An event comes once, whatever it is in. */
export function shownEvents(registry: DefinitionLookup): AnswerEvent[] {
  const found = new Map<string, AnswerEvent>();
  const answers = registry.list(managerActionKind).flatMap(({ tells = [] }) => tells);
  for (const event of [...registry.list(managerEventKind), ...answers])
    if (typeof event !== 'string' && !found.has(event.name)) found.set(event.name, event);
  return [...found.values()];
}

/** What `manager show event` tells of an event. @param related names of what there is to see besides. */
export function eventPage(event: AnswerEvent, related: readonly string[], colour: boolean): string {
  const fields = eventFields(event.fields);
  const headers = fields.map(({ name, optional }) => shownHeader(name, optional));
  const explained = fields.flatMap(({ name, bare }) => {
    const words = eventHeaderWords[`${event.name} ${name}`] ?? eventHeaderWords[bare];
    return words === undefined ? [] : [`${name}\n    ${words}`];
  });
  return [
    `Event: ${event.name}\n`,
    shownSection('Synopsis', event.synopsis, colour),
    shownSection('Syntax', [`Event: ${event.name}`, ...headers].join('\n'), colour),
    explained.length === 0 ? '' : shownSection('Arguments', explained.join('\n'), colour),
    related.length === 0 ? '' : shownSection('See Also', related.join(', '), colour),
  ].join('');
}

/** Those of `names` that are here: events, actions and functions by their bare names, applications with brackets after them. */
export function relatedHere(registry: DefinitionLookup, names: readonly string[]): string[] {
  const here = new Set([
    ...shownEvents(registry).map(({ name }) => name),
    ...registry.list(managerActionKind).map(({ name }) => name),
    ...registry.list(functionKind).map(({ name }) => name),
    ...registry.list(applicationKind).map(({ name }) => `${name}()`),
  ]);
  return names.filter((name) => here.has(name));
}
