import { definePort } from '../../base/port.ts';
import { Conference, type ConferenceHouse } from './conference.ts';
import type { RoomSettings } from './settings.ts';

/** The conferences of one application that are going on. */
export class ConferenceHall {
  readonly #house: ConferenceHouse;
  readonly #conferences = new Map<string, Conference>();
  readonly #changed: (name: string) => void;

  /** @param changed told when a conference has begun or ended. */
  constructor(house: ConferenceHouse, changed: (name: string) => void) {
    this.#house = house;
    this.#changed = changed;
  }

  /** Those that go on, in the order in which they began. */
  list(): Conference[] {
    return [...this.#conferences.values()];
  }

  find(name: string): Conference | undefined {
    return this.#conferences.get(name);
  }

  /** The conference of that name, which begins where there is none; somebody must {@link Conference.enter} it in the same turn. */
  open(name: string, settings: RoomSettings): Conference {
    const known = this.#conferences.get(name);
    if (known) return known;
    const conference = new Conference(this.#house, name, settings, () => {
      this.#conferences.delete(name);
      this.#changed(name);
    });
    this.#conferences.set(name, conference);
    this.#changed(name);
    return conference;
  }

  /** Sends everybody out: the application is unloaded. */
  close(): void {
    for (const conference of this.list())
      for (const participant of [...conference.participants]) participant.leave('kicked');
  }
}

/** ConfBridge's conferences. */
export const confbridgePort = definePort<ConferenceHall>('confbridge-conferences');
