import { randomUUID } from 'node:crypto';
import type { AmiActions } from './action.ts';
import type { AmiEvents, AmiMessage } from './event.ts';
import type { AmiFields } from './fields.ts';
import type { AmiResult } from './link.ts';

/** What a call is placed through: an `AmiClient`. */
export interface AmiCaller {
  readonly up: boolean;
  send(name: string, fields: AmiFields): Promise<AmiResult>;
  on<Name extends keyof AmiEvents>(name: Name, listener: (event: AmiMessage<AmiEvents[Name]>) => void): () => void;
  onUp(listener: () => void): () => void;
}

/** A call to be placed: as Originate, without what the client itself decides. */
export type AmiCallOrder = Omit<AmiActions['Originate'], 'Async' | 'ChannelId' | 'OtherChannelId'>;

/** How a call ended. */
export interface AmiCallEnd {
  /** The cause of Q.850; undefined where the end fell into a time without a connection. */
  readonly cause: number | undefined;
  readonly causeText: string;
}

/** What truly became of a call. */
export type AmiCallOutcome =
  | {
      readonly outcome: 'answered';
      readonly channel: string;
      readonly uniqueId: string;
      /** Resolves when the called channel is gone. Never rejects. */
      readonly ended: Promise<AmiCallEnd>;
    }
  | {
      readonly outcome: 'failed';
      /** As OriginateResponse numbers it: 0 failure, 1 hung up, 3 not answered in time, 5 busy, 8 congestion. */
      readonly reason: number;
    }
  /** The server would not take the order, or none could be given: nothing has been dialled. */
  | { readonly outcome: 'refused'; readonly message: string }
  /** The connection broke at a bad time, and when it came back there was no trace of the call. It may have been answered. */
  | { readonly outcome: 'unknown' };

/**
 * Places a call and waits for its true outcome, also across a loss of the connection: the channel's unique id is chosen here, so that
 * it is found again. Needs the rights to `originate` and to read `call` events. Never rejects.
 */
export async function placeCall(client: AmiCaller, order: AmiCallOrder): Promise<AmiCallOutcome> {
  const uniqueId = `call-${randomUUID()}`;
  const watch = new CallWatch(client, uniqueId);
  const wasUp = client.up;
  const result = await client.send('Originate', { ...order, Async: true, ChannelId: uniqueId, ...watch.mark });
  if (result.ok || (wasUp && result.fault !== 'refused')) return watch.outcome;
  watch.close();
  return { outcome: 'refused', message: result.message };
}

/** Follows one call from its order to its end. */
class CallWatch {
  readonly outcome: Promise<AmiCallOutcome>;
  /** The action's own mark, by which its OriginateResponse is known. */
  readonly mark: { readonly ActionID: string };
  readonly #client: AmiCaller;
  readonly #uniqueId: string;
  readonly #resolve: (outcome: AmiCallOutcome) => void;
  readonly #ended = Promise.withResolvers<AmiCallEnd>();
  readonly #stops: Array<() => void>;
  #answered = false;
  #gone = false;

  constructor(client: AmiCaller, uniqueId: string) {
    const { promise, resolve } = Promise.withResolvers<AmiCallOutcome>();
    this.outcome = promise;
    this.#resolve = resolve;
    this.#client = client;
    this.#uniqueId = uniqueId;
    this.mark = { ActionID: uniqueId };
    this.#stops = [
      client.on('OriginateResponse', (event) => {
        if (event.get('ActionID') === uniqueId) this.#told(event);
      }),
      client.on('Hangup', (event) => {
        if (event.get('Uniqueid') === uniqueId) this.#hungUp(event);
      }),
      client.onUp(() => void this.#resync()),
    ];
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #told(event: AmiMessage): void {
    if (event.get('Response') === 'Success') this.#up(event.get('Channel'));
    else this.#fail({ outcome: 'failed', reason: Number(event.get('Reason')) || 0 });
  }

  #up(channel: string): void {
    if (this.#answered) return;
    this.#answered = true;
    this.#resolve({ outcome: 'answered', channel, uniqueId: this.#uniqueId, ended: this.#ended.promise });
    if (this.#gone) this.close();
  }

  #fail(outcome: AmiCallOutcome): void {
    this.#resolve(outcome);
    this.close();
  }

  #hungUp(event: AmiMessage<'Cause' | 'Cause-txt'>): void {
    this.#gone = true;
    this.#ended.resolve({ cause: Number(event.get('Cause')), causeText: event.get('Cause-txt') });
    // A failed call's OriginateResponse comes after its Hangup.
    if (this.#answered) this.close();
  }

  /** After a loss of the connection: is the channel still there, and answered? */
  async #resync(): Promise<void> {
    const listed = await this.#client.send('CoreShowChannels', {});
    if (!listed.ok) return; // down again; the next login asks anew
    const mine = listed.events.find((event) => event.last('Uniqueid') === this.#uniqueId);
    if (mine?.last('ChannelStateDesc') === 'Up') this.#up(mine.last('Channel'));
    if (mine) return;
    this.#ended.resolve({ cause: undefined, causeText: '' });
    this.#fail({ outcome: 'unknown' });
  }
}
