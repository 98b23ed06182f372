import type { Logger } from '../../base/log.ts';
import { noLeg } from '../../channel/no-leg.ts';
import type { DialplanTarget } from '../../channel/position.ts';
import type { ChannelTable } from '../../channel/table.ts';
import type { Dialplan } from '../ports/dialplan.ts';
import {
  type Messages,
  type MessageTransport,
  messageOnChannel,
  type OutgoingMessage,
  type SendStatus,
  type TextMessage,
} from '../ports/messages.ts';

/** What messages need of the house. */
export interface MessagesHouse {
  readonly channels: ChannelTable;
  readonly dialplan: Dialplan;
  readonly log: Logger;
}

/** At most so many messages wait for their turn. */
const MOST_WAITING = 200;

/** Makes the register of ways for messages; the dialplan runs for one message after another, as in Asterisk on its one channel for that. */
export function createMessages(house: MessagesHouse): Messages {
  return new MessageService(house);
}

class MessageService implements Messages {
  readonly #house: MessagesHouse;
  readonly #transports = new Map<string, MessageTransport>();
  readonly #waiting: Array<() => Promise<void>> = [];
  #running = false;

  constructor(house: MessagesHouse) {
    this.#house = house;
  }

  add(transport: MessageTransport): () => void {
    this.#transports.set(transport.scheme, transport);
    return () => {
      if (this.#transports.get(transport.scheme) === transport) this.#transports.delete(transport.scheme);
    };
  }

  deliver(message: TextMessage, target: DialplanTarget): boolean {
    const { dialplan, log, channels } = this.#house;
    if (!dialplan.exists(target)) return false;
    if (this.#waiting.length >= MOST_WAITING) {
      log.warning('Messages come faster than the dialplan handles them; one is left out');
      return false;
    }
    this.#waiting.push(async () => {
      const channel = channels.create({
        technology: 'Message',
        resource: '',
        name: 'Message/ast_msg_queue',
        state: 'Up',
        start: target,
        prepare: (made) => made.attachments.set(messageOnChannel, message),
      });
      channel.attachLeg(noLeg);
      await dialplan.run(channel);
    });
    if (!this.#running) void this.#runAll();
    return true;
  }

  async send(uri: string, message: Omit<OutgoingMessage, 'destination'>): Promise<SendStatus> {
    if (uri === '') return 'INVALID_URI';
    const colon = uri.indexOf(':');
    const scheme = (colon < 0 ? uri : uri.slice(0, colon)).toLowerCase();
    const transport = this.#transports.get(scheme);
    if (!transport) {
      this.#house.log.warning(`No message technology '${scheme}' found.`);
      return 'INVALID_PROTOCOL';
    }
    const sent = await transport.send({ ...message, destination: colon < 0 ? '' : uri.slice(colon + 1) });
    return sent ? 'SUCCESS' : 'FAILURE';
  }

  async #runAll(): Promise<void> {
    this.#running = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next();
    this.#running = false;
  }
}
