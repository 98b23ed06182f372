import type { EventBus } from '../../base/event-bus.ts';
import { type Presence, type PresenceProvider, type Presences, presenceChanged } from '../ports/presence.ts';

/** Presence, as providers of several prefixes tell it. */
export function createPresences(bus: EventBus): Presences {
  const providers = new Map<string, PresenceProvider>();
  const known = new Map<string, Presence>();
  const presences: Presences = {
    provide(provider) {
      const prefix = provider.prefix.toLowerCase();
      providers.set(prefix, provider);
      return () => {
        if (providers.get(prefix) === provider) providers.delete(prefix);
      };
    },
    of(presentity) {
      const colon = presentity.indexOf(':');
      if (colon < 0) return undefined;
      return providers.get(presentity.slice(0, colon).toLowerCase())?.presence(presentity.slice(colon + 1));
    },
    changed(presentity) {
      const presence = presences.of(presentity);
      if (!presence) return;
      known.set(presentity, presence);
      bus.publish(presenceChanged, { presentity, presence });
    },
    known: () => [...known].map(([presentity, presence]) => ({ presentity, presence })),
  };
  return presences;
}
