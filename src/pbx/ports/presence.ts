import { defineTopic } from '../../base/event-bus.ts';
import { definePort } from '../../base/port.ts';

/** The states of presence, by Asterisk's names. */
export const presenceStates = ['not_set', 'unavailable', 'available', 'away', 'xa', 'chat', 'dnd'] as const;

/** How somebody is present. */
export type PresenceState = (typeof presenceStates)[number];

/** The presence of somebody, with what is said of it; the texts are empty where nothing is. */
export interface Presence {
  readonly state: PresenceState;
  readonly subtype: string;
  readonly message: string;
}

/** Who answers for presence of one kind, for example `CustomPresence:`. */
export interface PresenceProvider {
  /** The word before the colon, matched without regard to case. */
  readonly prefix: string;
  presence(name: string): Presence;
}

/** The presence of people, whoever answers for them. Someone is named like `CustomPresence:anna`. */
export interface Presences {
  /** Adds a provider; the returned function takes it out. */
  provide(provider: PresenceProvider): () => void;
  /** The presence of somebody; undefined where nobody answers for such. */
  of(presentity: string): Presence | undefined;
  /** To be called by who answers for somebody whose presence has changed. */
  changed(presentity: string): void;
  /** Those of whom a change was told, with their last presence. */
  known(): ReadonlyArray<{ readonly presentity: string; readonly presence: Presence }>;
}

/** Somebody's presence has changed. */
export const presenceChanged = defineTopic<{ readonly presentity: string; readonly presence: Presence }>(
  'presenceChanged',
);

/** @see Presences */
export const presencesPort = definePort<Presences>('presence');
