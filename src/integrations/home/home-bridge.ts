import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import {
  type AmiAnswer,
  AmiChannels,
  AmiClient,
  type AmiMessage,
  dbDelete,
  dbGet,
  dbPut,
  hangUp,
  mailboxCount,
} from '../../clients/ami/index.ts';
import type { Network } from '../../net/network.ts';
import { type Item, Items } from './items.ts';
import { databaseKey, type HomeSettings, isPlainValue, type LogicSettings } from './settings.ts';

/** What the bridge needs. */
export interface HomeHouse {
  readonly network: Pick<Network, 'connectTcp'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'notice' | 'warning'>;
}

/** A logic is triggered by the dialplan's `UserEvent(Call,Source: …,Destination: …,Value: …)`. */
export interface Trigger {
  readonly logic: string;
  readonly event: string;
  /** Empty where the event has none; so the others. */
  readonly source: string;
  readonly destination: string;
  readonly value: string;
}

/** What was asked for makes no sense; nothing was sent. */
export interface BadRequest {
  readonly ok: false;
  readonly fault: 'invalid';
  readonly message: string;
}

/** What came of a request. */
export type HomeAnswer<T> = AmiAnswer<T> | BadRequest;

/**
 * A house and its telephones: items that follow devices and mailboxes, logics that the dialplan triggers, and what a logic does with
 * telephones. Works with Asterism and with Asterisk, over the manager interface; a lost connection is made anew and what
 * changed meanwhile is asked for. Its owner closes it.
 */
export class HomeBridge {
  readonly items: Items;
  readonly #house: HomeHouse;
  readonly #settings: HomeSettings;
  readonly #client: AmiClient;
  readonly #channels: AmiChannels;
  readonly #triggered = new Set<(trigger: Trigger) => void>();
  readonly #unwritten = new Map<string, Item>();
  #writing = false;

  constructor(house: HomeHouse, settings: HomeSettings) {
    const { host, port, username, password } = settings.manager;
    this.#house = house;
    this.#settings = settings;
    this.items = new Items(settings.items);
    this.#client = new AmiClient(house, { host, port, username, secret: password });
    this.#client.on('UserEvent', (event) => this.#userEvent(event));
    this.#client.on('MessageWaiting', (event) => void this.#askMailboxes(event.get('Mailbox')));
    this.#client.onUp(() => {
      void this.#askMailboxes();
      void this.#writeItems();
    });
    this.#channels = new AmiChannels(this.#client);
    this.#channels.onChange(() => this.#followDevices());
    this.items.onChange((item) => this.#keepInDatabase(item));
  }

  /** True while the manager interface answers. */
  get up(): boolean {
    return this.#client.up;
  }

  start(): void {
    this.#client.start();
  }

  close(): void {
    this.#channels.close();
    this.#client.close();
  }

  /** Resolves as soon as it is connected; rejects with the signal's reason. */
  whenUp(signal?: AbortSignal): Promise<void> {
    return this.#client.whenUp(signal);
  }

  /** Called when a logic is triggered; the returned function ends it. */
  onTrigger(listener: (trigger: Trigger) => void): () => void {
    this.#triggered.add(listener);
    return () => void this.#triggered.delete(listener);
  }

  /** Rings `source` (`SIP/200`), and connects it with the extension `destination` of `context` once it is picked up. Resolves when the order is taken. */
  async call(source: string, destination: string, context: string, callerId?: string): Promise<HomeAnswer<void>> {
    const fields = { source, destination, context, callerId: callerId ?? '' };
    for (const [name, value] of Object.entries(fields))
      if (!isPlainValue(value, 200)) return invalid(`${name} has more than 200 characters, or a control character`);
    if (!/^[A-Za-z][\w-]*\/\S+$/.test(source))
      return invalid('source is written TECHNOLOGY/device, for example SIP/200');
    if (destination === '' || context === '') return invalid('destination and context are needed');
    const result = await this.#client.send('Originate', {
      Channel: source,
      Context: context,
      Exten: destination,
      Priority: 1,
      Async: true,
      ...(callerId !== undefined && callerId !== '' && { CallerID: callerId }),
    });
    return result.ok ? { ok: true, value: undefined } : { ok: false, fault: result.fault, message: result.message };
  }

  /** Writes `family/key` in the PBX's database; true and false become 1 and 0. */
  async dbWrite(key: string, value: string | number | boolean): Promise<HomeAnswer<void>> {
    const place = databaseKey(key);
    if (typeof place === 'string') return invalid(place);
    const text = typeof value === 'boolean' ? String(Number(value)) : String(value);
    if (!isPlainValue(text)) return invalid('a value has at most 900 bytes in one line');
    return dbPut(this.#client, place.family, place.key, text);
  }

  /** The value of `family/key`; undefined where there is none. */
  async dbRead(key: string): Promise<HomeAnswer<string | undefined>> {
    const place = databaseKey(key);
    return typeof place === 'string' ? invalid(place) : dbGet(this.#client, place.family, place.key);
  }

  /** Removes `family/key`; false where there was none. */
  async dbDelete(key: string): Promise<HomeAnswer<boolean>> {
    const place = databaseKey(key);
    return typeof place === 'string' ? invalid(place) : dbDelete(this.#client, place.family, place.key);
  }

  /** How many heard and how many new messages lie in a mailbox: `[old, new]`. */
  async mailboxCount(
    mailbox: string,
    context = 'default',
  ): Promise<HomeAnswer<readonly [heard: number, unheard: number]>> {
    if (!/^[^@\s]{1,80}$/.test(mailbox) || !/^[^@\s]{1,80}$/.test(context) || !isPlainValue(mailbox + context))
      return invalid('a mailbox and its context have no blank and no @');
    const count = await mailboxCount(this.#client, `${mailbox}@${context}`);
    return count.ok ? { ok: true, value: [count.value.heard, count.value.unheard + count.value.urgent] } : count;
  }

  /** Ends all calls from and to a device (`30`, or `SIP/30`); resolves with how many channels those were. */
  async hangup(device: string): Promise<HomeAnswer<number>> {
    if (device === '' || !isPlainValue(device, 80)) return invalid('which device?');
    const listed = await this.#client.send('CoreShowChannels', {});
    if (!listed.ok) return { ok: false, fault: listed.fault, message: listed.message };
    const names = listed.events.map((event) => event.get('Channel')).filter((name) => isOfDevice(name, device));
    let ended = 0;
    for (const name of names) {
      const answer = await hangUp(this.#client, name);
      if (!answer.ok) return answer;
      if (answer.value) ended++;
    }
    return { ok: true, value: ended };
  }

  #followDevices(): void {
    // Without a connection nothing is known, and nothing changes.
    if (!this.#channels.complete) return;
    const channels = this.#channels.list();
    for (const { path, device } of this.#settings.items)
      if (device !== undefined)
        this.items.set(
          path,
          channels.some(({ name }) => isOfDevice(name, device)),
        );
  }

  async #askMailboxes(changed?: string): Promise<void> {
    for (const { path, mailbox } of this.#settings.items) {
      if (mailbox === undefined || (changed !== undefined && changed !== mailbox)) continue;
      const [box, context] = mailbox.split('@', 2);
      const count = await this.mailboxCount(box ?? '', context);
      if (count.ok) this.items.set(path, count.value[1]);
      else this.#house.log.warning(`mailbox ${mailbox}: ${count.message}`);
    }
  }

  #userEvent(event: AmiMessage): void {
    const name = event.last('UserEvent');
    const destination = event.last('Destination');
    for (const logic of this.#settings.logics) {
      if (logic.userEvent !== name || !leadsTo(logic, destination)) continue;
      const trigger = {
        logic: logic.name,
        event: name,
        source: event.last('Source'),
        destination,
        value: event.last('Value'),
      };
      for (const listener of [...this.#triggered]) listener(trigger);
    }
  }

  /** Of one item only the latest value is written; without a connection it is written as soon as there is one. */
  #keepInDatabase(item: Item): void {
    if (!item.settings.database) return;
    this.#unwritten.set(item.settings.path, item);
    void this.#writeItems();
  }

  async #writeItems(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    const first = (): Item | undefined => this.#unwritten.values().next().value;
    // one that changes while it is being written stays, and is written again
    for (let item = first(); item !== undefined; item = first()) {
      const { path, database } = item.settings;
      const { family = '', key = '' } = database ?? {};
      const value = item.value ?? '';
      const answer = await this.dbWrite(`${family}/${key}`, value);
      if (!answer.ok && (answer.fault === 'down' || answer.fault === 'timeout')) break;
      if (!answer.ok) this.#house.log.warning(`item ${path} cannot be written to ${family}/${key}: ${answer.message}`);
      if (this.#unwritten.get(path) === item) this.#unwritten.delete(path);
    }
    this.#writing = false;
  }
}

/** True for `SIP/30-0000000a` and `PJSIP/30-…` where the device is `30` or `SIP/30`; a Local channel is no device. */
function isOfDevice(channel: string, device: string): boolean {
  const match = /^([^/]+)\/(.+)-[0-9a-f]+$/i.exec(channel);
  const [, technology = '', name = ''] = match ?? [];
  if (!match || technology.toLowerCase() === 'local') return false;
  return device === name || device.toLowerCase() === `${technology}/${name}`.toLowerCase();
}

function leadsTo({ destination }: LogicSettings, told: string): boolean {
  return destination === undefined || destination.toLowerCase() === told.toLowerCase();
}

function invalid(message: string): BadRequest {
  return { ok: false, fault: 'invalid', message };
}
