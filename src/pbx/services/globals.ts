import type { EventBus } from '../../base/event-bus.ts';
import { variableSet } from '../../channel/events.ts';
import type { Globals } from '../ports/globals.ts';

/** Global variables in memory; every change is told as a variable without a channel. */
export function createGlobals(bus: EventBus): Globals {
  const values = new Map<string, string>();
  return {
    get: (name) => values.get(name),
    set(name, value) {
      if (value === undefined) values.delete(name);
      else values.set(name, value);
      if (bus.listenerCount(variableSet) > 0)
        bus.publish(variableSet, { channel: undefined, name, value: value ?? '' });
    },
    list: () => [...values],
  };
}
