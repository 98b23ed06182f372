import type { EventBus } from '../../../base/event-bus.ts';
import type { Logger } from '../../../base/log.ts';
import type { Closable } from '../../../base/scope.ts';
import { type DeviceStates, deviceStateChanged } from '../../../pbx/ports/device-states.ts';
import type { Dialplan } from '../../../pbx/ports/dialplan.ts';
import { splitHint } from '../../../pbx/ports/extension-states.ts';
import { type Mailboxes, mailboxChanged } from '../../../pbx/ports/mailboxes.ts';
import { modulesReloaded } from '../../../pbx/ports/modules.ts';
import type { UserAgent } from '../../../sip/agent/user-agent.ts';
import type { SipRequest } from '../../../sip/message/message.ts';
import type { MessageBody } from '../../../sip/message/write-message.ts';
import type { SessionSettings } from '../../../sip/session/dialog-way.ts';
import { LAMP_FORMS, type LampForm, writeLamp } from '../../../sip/subscription/lamp-documents.ts';
import { MESSAGE_SUMMARY_TYPE } from '../../../sip/subscription/message-summary.ts';
import { Subscription } from '../../../sip/subscription/subscription.ts';
import type { ServerTransaction } from '../../../sip/transaction/server-transaction.ts';
import type { Dialect, Endpoint } from '../config/endpoint.ts';
import type { EndpointBook } from '../endpoint-book.ts';
import { lampOf } from './lamp-state.ts';
import { summaryOf } from './mailbox-summary.ts';

/** More than so many are refused with 503, so that nobody fills the memory with them. */
const MOST_SUBSCRIPTIONS = 20_000;

/** What subscriptions need of the stack. */
export interface SubscriptionHouse {
  readonly agent: UserAgent;
  readonly bus: EventBus;
  readonly log: Logger;
  readonly dialplan: Dialplan;
  readonly states: DeviceStates;
  /** Absent: nobody keeps mailboxes. */
  readonly mailboxes: Mailboxes | undefined;
  book(): EndpointBook;
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
  /** By device and by mailbox, in lower case. */
  readonly #byThing = new Map<string, Set<Watching>>();
  #stop: (() => void) | undefined;

  constructor(house: SubscriptionHouse) {
    this.#house = house;
  }

  /** Serves a SUBSCRIBE outside of dialogs whose sender has proved who he is. */
  serve(endpoint: Endpoint, request: SipRequest, transaction: ServerTransaction, settings: SessionSettings): void {
    const { agent } = this.#house;
    const event = eventOf(request);
    const sip = endpoint.dialect === 'SIP';
    if (!endpoint.lamps.allowed) agent.respond(transaction, sip ? 403 : 603);
    else if (this.#watchers.size >= MOST_SUBSCRIPTIONS) agent.respond(transaction, 503, [['Retry-After', '60']]);
    else if (event === 'dialog' || event === 'presence')
      this.#takeHint(endpoint, request, transaction, settings, event);
    else if (event === 'message-summary') this.#takeMailbox(endpoint, request, transaction, settings);
    else agent.respond(transaction, 489, [['Allow-Events', 'dialog, presence, message-summary']]);
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

  close(): void {
    for (const { subscription } of [...this.#watchers]) subscription.drop();
  }

  #takeHint(
    endpoint: Endpoint,
    request: SipRequest,
    transaction: ServerTransaction,
    settings: SessionSettings,
    event: 'dialog' | 'presence',
  ): void {
    const { agent, dialplan, states, log } = this.#house;
    const { lamps } = endpoint;
    const name = request.uri?.user ?? '';
    const form = formOf<LampForm>(request, LAMP_FORMS[event]);
    const hint = dialplan.hint(lamps.context, name);
    if (form === undefined) agent.respond(transaction, 489);
    else if (!hint) {
      log.notice(
        `'${endpoint.name}' wants to watch '${name}' in context '${lamps.context}', which has no hint: refused with 404`,
      );
      agent.respond(transaction, 404);
    } else {
      const entity = `sip:${request.to?.uri?.rawUser ?? name}@${request.to?.uri?.host ?? ''}`;
      this.#take(
        { endpoint, name, context: lamps.context, event, form, things: splitHint(hint.devices).devices },
        request,
        transaction,
        settings,
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

  #takeMailbox(
    endpoint: Endpoint,
    request: SipRequest,
    transaction: ServerTransaction,
    settings: SessionSettings,
  ): void {
    const { agent, mailboxes } = this.#house;
    const name = request.uri?.user ?? '';
    const form = formOf(request, [MESSAGE_SUMMARY_TYPE]);
    const things = this.#mailboxesOf(endpoint, name);
    if (form === undefined) agent.respond(transaction, 489);
    else if (things === '') {
      this.#house.log.notice(
        `'${endpoint.name}' wants to hear of messages, but no mailbox is its own: refused with 404`,
      );
      agent.respond(transaction, 404);
    } else
      this.#take(
        { endpoint, name, context: '', event: 'message-summary', form, things },
        request,
        transaction,
        settings,
        () => {
          const body = summaryOf(mailboxes, things, endpoint, transaction.flow.local.host);
          return { note: '', key: body.text, write: () => body };
        },
      );
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
    request: SipRequest,
    transaction: ServerTransaction,
    settings: SessionSettings,
    show: (state: Shown) => { readonly note: string; readonly key: string; write(): MessageBody },
  ): void {
    const state: Shown = { things: what.things, note: '', version: 0, told: undefined };
    let watching: Watching | undefined;
    const { terms } = what.endpoint.lamps;
    const subscription = Subscription.take(this.#house.agent, request, transaction, settings, terms, {
      document: () => {
        const shown = show(state);
        state.told = shown.key;
        state.note = shown.note;
        return shown.write();
      },
      onEnded: () => {
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
