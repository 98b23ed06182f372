import type { Clock } from '../../../base/clock.ts';
import type { EventBus } from '../../../base/event-bus.ts';
import type { Logger } from '../../../base/log.ts';
import type { Closable } from '../../../base/scope.ts';
import type { Address } from '../../../net/address.ts';
import type { Database } from '../../../pbx/ports/database.ts';
import { type DeviceStates, deviceStateChanged } from '../../../pbx/ports/device-states.ts';
import type { Dialplan } from '../../../pbx/ports/dialplan.ts';
import { splitHint } from '../../../pbx/ports/extension-states.ts';
import { type Mailboxes, mailboxChanged } from '../../../pbx/ports/mailboxes.ts';
import { modulesReloaded } from '../../../pbx/ports/modules.ts';
import type { UserAgent } from '../../../sip/agent/user-agent.ts';
import type { SipRequest } from '../../../sip/message/message.ts';
import { parseText } from '../../../sip/message/parse-message.ts';
import type { HeaderLines, MessageBody } from '../../../sip/message/write-message.ts';
import type { SessionSettings } from '../../../sip/session/dialog-way.ts';
import { LAMP_FORMS, type LampForm, writeLamp } from '../../../sip/subscription/lamp-documents.ts';
import { MESSAGE_SUMMARY_TYPE } from '../../../sip/subscription/message-summary.ts';
import { Subscription, type SubscriptionKeeper } from '../../../sip/subscription/subscription.ts';
import type { ServerTransaction } from '../../../sip/transaction/server-transaction.ts';
import type { Flow } from '../../../sip/transport/flow.ts';
import type { Dialect, Endpoint } from '../config/endpoint.ts';
import type { EndpointBook } from '../endpoint-book.ts';
import { sessionSettings } from '../session-settings.ts';
import { lampOf } from './lamp-state.ts';
import { summaryOf } from './mailbox-summary.ts';
import { SubscriptionStore } from './subscription-store.ts';

/** More than so many are refused with 503, so that nobody fills the memory with them. */
const MOST_SUBSCRIPTIONS = 20_000;

/** More numbers than one run of the program uses for the NOTIFYs, and the documents, of one subscription. */
const NUMBERS_A_RUN = 100_000;

/** What subscriptions need of the stack. */
export interface SubscriptionHouse {
  readonly agent: UserAgent;
  readonly bus: EventBus;
  readonly log: Logger;
  readonly dialplan: Dialplan;
  readonly states: DeviceStates;
  /** Absent: nobody keeps mailboxes. */
  readonly mailboxes: Mailboxes | undefined;
  /** Absent: subscriptions do not survive a restart. */
  readonly database: Database | undefined;
  readonly clock: Clock;
  book(): EndpointBook;
  /** The UDP socket from which an endpoint is sent to; undefined for any. */
  viaOf(endpoint: Endpoint): Address | undefined;
}

/** Who wants to watch something, now or before the last restart. */
interface Asking {
  readonly endpoint: Endpoint;
  readonly request: SipRequest;
  readonly flow: Flow;
  /** How often it has been gone on with. */
  readonly generation: number;
  refuse(status: number, headers?: HeaderLines): void;
  begin(keeper: SubscriptionKeeper): Subscription | undefined;
}

/** One who watches, for listings. */
export interface Watcher {
  readonly endpoint: Endpoint;
  readonly subscription: Subscription;
  /** What is watched: an extension, or an address of record with mailboxes. */
  readonly name: string;
  readonly context: string;
  /** `dialog`, `presence` or `message-summary`. */
  readonly event: string;
  readonly form: string;
  /** Device names joined by `&`, or mailboxes joined by `,`. */
  readonly things: string;
  /** What was told last. */
  readonly note: string;
}

/** What changes about a watcher. */
interface Shown {
  things: string;
  note: string;
  /** How many documents it was sent. */
  version: number;
  /** What the last one said. */
  told: string | undefined;
}

/** A watcher at work. */
interface Watching {
  readonly what: Omit<Watcher, 'subscription' | 'note'>;
  readonly state: Shown;
  readonly subscription: Subscription;
  /** What it watches has changed, perhaps. */
  look(): void;
}

/** Those who watch hints and mailboxes. Its owner closes it. */
export class Subscriptions implements Closable {
  readonly #house: SubscriptionHouse;
  readonly #watchers = new Set<Watching>();
  readonly #store: SubscriptionStore;
  /** By device and by mailbox, in lower case. */
  readonly #byThing = new Map<string, Set<Watching>>();
  #stop: (() => void) | undefined;

  constructor(house: SubscriptionHouse) {
    this.#house = house;
    this.#store = new SubscriptionStore(house.database);
  }

  /** Serves a SUBSCRIBE outside of dialogs whose sender has proved who he is. */
  serve(endpoint: Endpoint, request: SipRequest, transaction: ServerTransaction, settings: SessionSettings): void {
    const { agent } = this.#house;
    const refuse = (status: number, headers?: HeaderLines): void => agent.respond(transaction, status, headers);
    if (this.#watchers.size >= MOST_SUBSCRIPTIONS) refuse(503, [['Retry-After', '60']]);
    else
      this.#ask({
        endpoint,
        request,
        flow: transaction.flow,
        generation: 0,
        refuse,
        begin: (keeper) => Subscription.take(agent, request, transaction, settings, endpoint.lamps.terms, keeper),
      });
  }

  /**
   * Goes on with what endpoints of a file had subscribed to before the last restart.
   * Deviation: only those that came by UDP; a connection is gone, and its phone subscribes anew on the next.
   */
  resume(dialect: Dialect): void {
    const { agent, clock, book } = this.#house;
    const known = new Set([...this.#watchers].map(({ subscription }) => subscription.localTag));
    for (const row of this.#store.load(clock.now())) {
      const endpoint = book().endpoint(row.endpoint);
      if (endpoint?.dialect !== dialect || known.has(row.localTag)) continue;
      const source = { host: row.host, port: row.port };
      const flow = agent.transactions.transport.flowTo('UDP', source, this.#house.viaOf(endpoint));
      const parsed = parseText(row.packet, source);
      const request = parsed.ok && parsed.message.kind === 'request' ? parsed.message : undefined;
      if (!flow || !request) continue;
      const generation = row.generation + 1;
      const kept = { ...row, localCSeq: generation * NUMBERS_A_RUN };
      this.#ask({
        endpoint,
        request,
        flow,
        generation,
        refuse: () => this.#store.remove(row.localTag),
        begin: (keeper) =>
          Subscription.resume(
            agent,
            request,
            flow,
            sessionSettings(endpoint, request),
            endpoint.lamps.terms,
            kept,
            keeper,
          ),
      });
    }
  }

  #ask(asking: Asking): void {
    const { endpoint, request, refuse } = asking;
    const event = eventOf(request);
    if (!endpoint.lamps.allowed) refuse(endpoint.dialect === 'SIP' ? 403 : 603);
    else if (event === 'dialog' || event === 'presence') this.#takeHint(asking, event);
    else if (event === 'message-summary') this.#takeMailbox(asking);
    else refuse(489, [['Allow-Events', 'dialog, presence, message-summary']]);
  }

  /** All who watch, in the order in which they came. */
  list(): readonly Watcher[] {
    return [...this.#watchers].map(({ what, state, subscription }) => ({ ...what, ...state, subscription }));
  }

  /** How many watch the hint of an extension. */
  count(context: string, name: string): number {
    return [...this.#watchers].filter(
      ({ what }) => what.event !== 'message-summary' && what.name === name && what.context === context,
    ).length;
  }

  /** True if an endpoint has subscribed to its mailboxes. */
  hearsOfMailboxes(endpoint: Endpoint): boolean {
    return [...this.#watchers].some(
      ({ what }) => what.event === 'message-summary' && what.endpoint.name === endpoint.name,
    );
  }

  /** Ends those of a file that is taken away, before its sockets close. */
  endOf(dialect: Dialect): void {
    for (const { what, subscription } of [...this.#watchers])
      if (what.endpoint.dialect === dialect) subscription.end('deactivated');
  }

  /** Lets all go without a word, to go on with them after the next start. */
  close(): void {
    for (const { subscription } of [...this.#watchers]) subscription.drop();
  }

  #takeHint(asking: Asking, event: 'dialog' | 'presence'): void {
    const { endpoint, request, refuse } = asking;
    const { dialplan, states, log } = this.#house;
    const { lamps } = endpoint;
    const name = request.uri?.user ?? '';
    const form = formOf<LampForm>(request, LAMP_FORMS[event]);
    const hint = dialplan.hint(lamps.context, name);
    if (form === undefined) refuse(489);
    else if (!hint) {
      log.notice(
        `'${endpoint.name}' wants to watch '${name}' in context '${lamps.context}', which has no hint: refused with 404`,
      );
      refuse(404);
    } else {
      const entity = `sip:${request.to?.uri?.rawUser ?? name}@${request.to?.uri?.host ?? ''}`;
      this.#take(
        { endpoint, name, context: lamps.context, event, form, things: splitHint(hint.devices).devices },
        asking,
        (one) => {
          const state = lampOf(states.state(one.things), lamps);
          return {
            note: state.note,
            key: state.kind,
            write: () => writeLamp(form, state, { name, entity, version: one.version++ }),
          };
        },
      );
    }
  }

  #takeMailbox(asking: Asking): void {
    const { endpoint, request, refuse, flow } = asking;
    const { mailboxes } = this.#house;
    const name = request.uri?.user ?? '';
    const form = formOf(request, [MESSAGE_SUMMARY_TYPE]);
    const things = this.#mailboxesOf(endpoint, name);
    if (form === undefined) refuse(489);
    else if (things === '') {
      this.#house.log.notice(
        `'${endpoint.name}' wants to hear of messages, but no mailbox is its own: refused with 404`,
      );
      refuse(404);
    } else
      this.#take({ endpoint, name, context: '', event: 'message-summary', form, things }, asking, () => {
        const body = summaryOf(mailboxes, things, endpoint, flow.local.host);
        return { note: '', key: body.text, write: () => body };
      });
  }

  /** An address of record that is named has its own mailboxes, else those of the endpoint count. */
  #mailboxesOf(endpoint: Endpoint, name: string): string {
    const aors = this.#house.book().aorsOf(endpoint);
    const named = aors.find((aor) => aor.name === name && aor.mailboxes !== '');
    return (
      named?.mailboxes ?? (endpoint.mailboxes || (aors.find(({ mailboxes }) => mailboxes !== '')?.mailboxes ?? ''))
    );
  }

  #take(
    what: Omit<Watcher, 'subscription' | 'note'>,
    { endpoint, request, flow, generation, begin }: Asking,
    show: (state: Shown) => { readonly note: string; readonly key: string; write(): MessageBody },
  ): void {
    const state: Shown = { things: what.things, note: '', version: generation * NUMBERS_A_RUN, told: undefined };
    let watching: Watching | undefined;
    let localTag = '';
    const subscription = begin({
      document: () => {
        const shown = show(state);
        state.told = shown.key;
        state.note = shown.note;
        return shown.write();
      },
      onGranted: (expiresAtMs, tag) => {
        localTag = tag;
        if (flow.protocol !== 'UDP') return;
        const { host, port } = flow.remote;
        const row = { packet: request.text, endpoint: endpoint.name, localTag, generation, expiresAtMs, host, port };
        this.#store.save(row);
      },
      onEnded: (dropped) => {
        if (!dropped) this.#store.remove(localTag);
        if (watching) this.#forget(watching);
      },
    });
    if (!subscription || subscription.over) return;
    watching = {
      what,
      state,
      subscription,
      look: () => void (show(state).key !== state.told && subscription.notify()),
    };
    this.#watchers.add(watching);
    this.#index(watching);
    this.#stop ??= this.#listen();
  }

  #index(watching: Watching): void {
    for (const key of keysOf(watching)) {
      const known = this.#byThing.get(key);
      if (known) known.add(watching);
      else this.#byThing.set(key, new Set([watching]));
    }
  }

  #unindex(watching: Watching): void {
    for (const key of keysOf(watching)) {
      const known = this.#byThing.get(key);
      known?.delete(watching);
      if (known?.size === 0) this.#byThing.delete(key);
    }
  }

  #forget(watching: Watching): void {
    if (!this.#watchers.delete(watching)) return;
    this.#unindex(watching);
    if (this.#watchers.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
  }

  /** Listens only while somebody watches: without listeners states of devices are not even worked out. */
  #listen(): () => void {
    const { bus } = this.#house;
    const changed = (thing: string): void => {
      for (const one of [...(this.#byThing.get(thing.toLowerCase()) ?? [])]) one.look();
    };
    const ends = [
      bus.on(deviceStateChanged, ({ device }) => changed(device)),
      bus.on(mailboxChanged, ({ mailbox }) => changed(mailbox)),
      bus.on(modulesReloaded, () => this.#hintsReloaded()),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  /** A hint may be gone, or stand for other devices. */
  #hintsReloaded(): void {
    for (const one of [...this.#watchers]) {
      const { what, state, subscription } = one;
      if (what.event === 'message-summary') continue;
      const hint = this.#house.dialplan.hint(what.context, what.name);
      const { devices } = splitHint(hint?.devices ?? '');
      if (!hint) subscription.end('noresource');
      else if (devices !== state.things) {
        this.#unindex(one);
        state.things = devices;
        this.#index(one);
        one.look();
      }
    }
  }
}

/** The event package, without its parameters. */
function eventOf(request: SipRequest): string {
  return (request.header('Event') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** The first of `forms` that the request accepts; the first of all where it does not say. */
function formOf<F extends string>(request: SipRequest, forms: readonly F[]): F | undefined {
  const accepted = request.values('Accept').map((value) => value.split(';', 1)[0]?.trim().toLowerCase());
  if (accepted.length === 0 || accepted.includes('*/*')) return forms[0];
  return forms.find((form) => accepted.includes(form));
}

/** Devices and mailboxes that a watcher depends on. */
function keysOf({ what, state }: Watching): string[] {
  const { things } = state;
  if (what.event !== 'message-summary')
    return things
      .toLowerCase()
      .split('&')
      .filter((name) => name !== '');
  return things
    .toLowerCase()
    .split(/[,&]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => (name.includes('@') ? name : `${name}@default`));
}
