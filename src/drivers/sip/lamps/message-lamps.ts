import type { EventBus } from '../../../base/event-bus.ts';
import type { Closable } from '../../../base/scope.ts';
import { type Mailboxes, mailboxChanged } from '../../../pbx/ports/mailboxes.ts';
import type { UserAgent } from '../../../sip/agent/user-agent.ts';
import type { Flow } from '../../../sip/transport/flow.ts';
import type { Endpoint } from '../config/endpoint.ts';
import type { EndpointBook } from '../endpoint-book.ts';
import type { Contact, Locations } from '../location/locations.ts';
import { summaryOf } from './mailbox-summary.ts';
import { sendUnasked } from './unasked-notify.ts';

/** What telling of messages needs of the stack. */
export interface MessageLampHouse {
  readonly agent: UserAgent;
  readonly bus: EventBus;
  readonly locations: Locations;
  readonly mailboxes: Mailboxes | undefined;
  book(): EndpointBook;
  /** True for one that has subscribed: it is told by its subscription. */
  asksForItself(endpoint: Endpoint): boolean;
}

/** Lights the message lamps of phones that have not asked for it: `mailbox=` of sip.conf, `mailboxes=` of pjsip.conf. Its owner closes it. */
export class MessageLamps implements Closable {
  readonly #house: MessageLampHouse;
  /** By mailbox, `box@context` in lower case. */
  readonly #byMailbox = new Map<string, Endpoint[]>();
  #stop: (() => void) | undefined;

  constructor(house: MessageLampHouse) {
    this.#house = house;
  }

  /** Takes a new book into use, and tells the phones of what there is. */
  adopt(book: EndpointBook): void {
    this.#byMailbox.clear();
    for (const endpoint of book.endpoints) {
      if (!endpoint.lamps.unsolicited) continue;
      for (const name of endpoint.mailboxes.split(/[,&]/)) {
        const plain = name.trim().toLowerCase();
        if (plain === '') continue;
        const mailbox = plain.includes('@') ? plain : `${plain}@default`;
        const known = this.#byMailbox.get(mailbox);
        if (known) known.push(endpoint);
        else this.#byMailbox.set(mailbox, [endpoint]);
      }
    }
    this.close();
    if (this.#byMailbox.size === 0) return;
    this.#stop = this.#house.bus.on(mailboxChanged, ({ mailbox }) => {
      for (const endpoint of this.#byMailbox.get(mailbox.toLowerCase()) ?? []) this.tell(endpoint);
    });
    for (const endpoint of new Set([...this.#byMailbox.values()].flat())) this.tell(endpoint);
  }

  /** Tells all phones of an endpoint what lies in its mailboxes, if anybody knows. */
  tell(endpoint: Endpoint): void {
    const { mailboxes, locations } = this.#house;
    if (endpoint.mailboxes === '' || !endpoint.lamps.unsolicited || this.#house.asksForItself(endpoint)) return;
    if (mailboxes?.counts(endpoint.mailboxes) === undefined) return;
    for (const contact of locations.contactsOf(endpoint)) {
      if (contact.reachability === 'unreachable') continue;
      locations.route(endpoint, contact, (located) => {
        if (located.ok) this.#send(endpoint, contact, located.flow);
      });
    }
  }

  close(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #send(endpoint: Endpoint, contact: Contact, flow: Flow): void {
    const { agent, mailboxes, book } = this.#house;
    const settings = book().settings(endpoint.dialect);
    sendUnasked(agent, endpoint, settings, contact, flow, {
      user: endpoint.lamps.voicemail,
      headers: [['Event', 'message-summary']],
      body: summaryOf(mailboxes, endpoint.mailboxes, endpoint, flow.local.host),
    });
  }
}
