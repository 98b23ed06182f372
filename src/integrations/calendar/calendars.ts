import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import { definePort, type Port, type PortFinder } from '../../base/port.ts';
import type { CalendarProvider } from '../../extend/define-calendar-provider.ts';
import type { DeviceStates } from '../../pbx/ports/device-states.ts';
import { Calendar } from './calendar.ts';
import type { FiredReminders } from './fired-reminders.ts';
import { type NotifyHouse, placeReminder } from './notify.ts';
import type { CalendarProviders } from './providers-port.ts';
import { type Reminder, ReminderSchedule } from './reminders.ts';
import type { CalendarSettings } from './settings.ts';

/** What the calendars need of the house. */
export interface CalendarsHouse extends NotifyHouse {
  readonly clock: Clock;
  readonly log: Logger;
  readonly fired: FiredReminders;
  readonly deviceStates: DeviceStates;
  /** Resolves when calls can be placed; nothing is fetched before. */
  readonly ready: Promise<void>;
}

/** All calendars of calendar.conf whose type some loaded module provides. Closed by its module. */
export class Calendars implements CalendarProviders {
  readonly #house: CalendarsHouse;
  readonly #reminders: ReminderSchedule;
  readonly #providers = new Map<string, CalendarProvider>();
  readonly #calendars = new Map<string, Calendar>();
  /** The settings that each calendar was last given. */
  readonly #given = new WeakMap<Calendar, CalendarSettings>();
  readonly #toldNoChannel = new WeakSet<Calendar>();
  #wanted: readonly CalendarSettings[] = [];

  constructor(house: CalendarsHouse) {
    this.#house = house;
    this.#reminders = new ReminderSchedule({
      clock: house.clock,
      log: house.log,
      fired: house.fired,
      remind: (reminder) => this.#remind(reminder),
    });
  }

  add(provider: CalendarProvider): () => void {
    this.#providers.set(provider.type, provider);
    this.#settle();
    return () => {
      if (this.#providers.get(provider.type) !== provider) return;
      this.#providers.delete(provider.type);
      this.#settle();
    };
  }

  /** The kinds that are loaded, by name. */
  get providers(): readonly CalendarProvider[] {
    return [...this.#providers.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
  }

  /** By name. */
  list(): readonly Calendar[] {
    return [...this.#calendars.values()].sort((a, b) => (a.settings.name < b.settings.name ? -1 : 1));
  }

  /** Without regard to case. */
  find(name: string): Calendar | undefined {
    return this.#calendars.get(name.toLowerCase());
  }

  /** What is still to be reminded of, soonest first. */
  get pending(): readonly Reminder[] {
    return this.#reminders.pending();
  }

  /** Repeats the fired reminders of what has not begun. @returns how many; undefined if there is no such calendar. */
  refire(name: string): number | undefined {
    const calendar = this.find(name);
    return calendar && this.#reminders.refire(calendar.settings.name);
  }

  /** Takes over a new configuration: calendars come, go and change; those that stay keep their events. */
  configure(wanted: readonly CalendarSettings[]): void {
    this.#wanted = wanted;
    this.#settle();
  }

  /** Ends all calendars. Calls that are up go on. Idempotent. */
  close(): void {
    this.#wanted = [];
    this.#settle();
    this.#reminders.close();
  }

  /** Makes what runs agree with what is wanted and what is provided. */
  #settle(): void {
    const wanted = new Map(this.#wanted.map((settings) => [settings.name.toLowerCase(), settings]));
    for (const [key, calendar] of this.#calendars) {
      const settings = wanted.get(key);
      if (settings && settings === this.#given.get(calendar) && this.#providers.has(settings.type)) continue;
      const { name, type } = calendar.settings;
      const stays = settings?.name === name && settings.type === type && this.#providers.has(type);
      if (!settings || !stays || settings.fetchAgainAtReload) this.#drop(key, calendar);
      else {
        this.#given.set(calendar, settings);
        calendar.update(settings);
      }
    }
    for (const [key, settings] of wanted) {
      const provider = this.#providers.get(settings.type);
      if (!provider || this.#calendars.has(key)) continue;
      const calendar = new Calendar(settings, provider, {
        clock: this.#house.clock,
        log: this.#house.log,
        onEvents: (changed) => this.#schedule(changed),
        onBusy: (changed, busy) =>
          this.#house.deviceStates.changed(`Calendar:${changed.settings.name}`, busy ? 'BUSY' : 'NOT_INUSE'),
      });
      this.#calendars.set(key, calendar);
      this.#given.set(calendar, settings);
      void this.#house.ready.then(() => calendar.refresh());
    }
  }

  #drop(key: string, calendar: Calendar): void {
    calendar.close();
    this.#reminders.remove(calendar.settings.name);
    this.#calendars.delete(key);
  }

  #schedule(calendar: Calendar): void {
    const { name, notify, autoreminderMs } = calendar.settings;
    if (notify.channel === '') {
      this.#reminders.remove(name);
      this.#tellNoChannel(calendar);
    } else this.#reminders.set(name, calendar.events, autoreminderMs);
  }

  /** Says once that an alarm reminds nobody. A calendar that only routes calls may do without. */
  #tellNoChannel(calendar: Calendar): void {
    const now = this.#house.clock.now();
    const event = calendar.events.find(({ alarmsMs }) => alarmsMs.some((ms) => ms > now));
    if (!event || this.#toldNoChannel.has(calendar)) return;
    this.#toldNoChannel.add(calendar);
    this.#house.log.warning(
      `Channel should be in form Tech/Dest (was ''): calendar '${calendar.settings.name}' sets none, so the alarm of '${event.summary}' calls nobody`,
    );
  }

  #remind({ calendar, event }: Reminder): void {
    const settings = this.find(calendar)?.settings;
    if (settings) void placeReminder(this.#house, settings.name, settings.notify, event);
  }
}

/** The calendars, for the functions and commands of this folder. */
export const calendarsPort: Port<Calendars> = definePort('calendars');

/** The names of all calendars, to complete a command with. */
export function calendarNames(ports: PortFinder): string[] {
  return ports
    .use(calendarsPort)
    .list()
    .map((calendar) => calendar.settings.name);
}
