import type { Logger } from '../../base/log.ts';
import type { DriverLeg } from '../../channel/driver-leg.ts';
import type { ChannelTable } from '../../channel/table.ts';
import type { Dialplan } from '../../pbx/ports/dialplan.ts';
import { messageOnChannel } from '../../pbx/ports/messages.ts';
import type { XmppAccount } from './account.ts';
import type { Address } from './address.ts';

/** The far side of a channel that only carries a message. */
const nobody: DriverLeg = {
  media: undefined,
  call: () => {},
  answer: () => {},
  indicate: () => 'ignored',
  hangup: () => {},
};

/** At most so many messages wait for their turn. */
const MOST_WAITING = 200;

/** Runs the dialplan for messages, one after another, as Asterisk does on its one channel for that. */
export class DialplanMessages {
  readonly #house: { readonly channels: ChannelTable; readonly dialplan: Dialplan; readonly log: Logger };
  readonly #waiting: Array<() => Promise<void>> = [];
  #running = false;

  constructor(house: { readonly channels: ChannelTable; readonly dialplan: Dialplan; readonly log: Logger }) {
    this.#house = house;
  }

  /** Gives a message to the extension `s` of the account's context, where it has one. */
  readonly deliver = (account: XmppAccount, from: Address, body: string): void => {
    const { context, address, name } = account.settings;
    if (context === undefined) return;
    const target = { context, exten: 's', priority: 1 };
    const { log, dialplan } = this.#house;
    if (!dialplan.exists(target)) {
      log.warning(`XMPP account ${name}: a message came, but context '${context}' has no extension s`);
      return;
    }
    if (this.#waiting.length >= MOST_WAITING) {
      log.warning(`XMPP account ${name}: messages come faster than the dialplan handles them; one is left out`);
      return;
    }
    const sender = from.resource === '' ? from.bare : `${from.bare}/${from.resource}`;
    const message = {
      from: `xmpp:${sender}`,
      to: `xmpp:${address.bare}/${address.resource}`,
      body,
      data: new Map([['XMPP_BUDDY', from.bare]]),
    };
    this.#waiting.push(async () => {
      const channel = this.#house.channels.create({
        technology: 'Message',
        resource: '',
        name: 'Message/ast_msg_queue',
        state: 'Up',
        start: target,
        prepare: (made) => made.attachments.set(messageOnChannel, message),
      });
      channel.attachLeg(nobody);
      await dialplan.run(channel);
    });
    if (!this.#running) void this.#runAll();
  };

  async #runAll(): Promise<void> {
    this.#running = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next();
    this.#running = false;
  }
}
