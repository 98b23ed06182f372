/** A kind of event: a name and, by its type parameter, what is told. Compared by identity. */
export interface Topic<T> {
  readonly name: string;
  /** Phantom: carries the payload's type. */
  readonly payload?: T;
}

/** Declares a topic. Names are past-tense: a bus reports, it never commands. */
export function defineTopic<T>(name: string): Topic<T> {
  return { name };
}

/** Told what a throwing listener threw; it stops nobody. */
export type ListenerFault = (topic: string, error: unknown) => void;

type Listener = (payload: never) => void;

/**
 * Delivers events synchronously and in the order published. A listener that throws is reported and stops nobody;
 * an event published from inside a listener is delivered after the current one has reached everybody.
 */
export class EventBus {
  readonly #listeners = new Map<Topic<unknown>, Set<Listener>>();
  readonly #queue: Array<() => void> = [];
  readonly #onFault: ListenerFault;
  #delivering = false;

  constructor(onFault: ListenerFault) {
    this.#onFault = onFault;
  }

  /** Calls `listener` for each later event of `topic`; the returned function ends that. */
  on<T>(topic: Topic<T>, listener: (payload: T) => void): () => void {
    let set = this.#listeners.get(topic);
    if (!set) {
      set = new Set();
      this.#listeners.set(topic, set);
    }
    set.add(listener);
    return () => void set.delete(listener);
  }

  /** How many listen to `topic`: lets a hot path skip building an event that nobody wants. */
  listenerCount(topic: Topic<unknown>): number {
    return this.#listeners.get(topic)?.size ?? 0;
  }

  /** Tells everybody who listens to `topic`. */
  publish<T>(topic: Topic<T>, payload: T): void {
    const set = this.#listeners.get(topic);
    if (!set || set.size === 0) return;
    this.#queue.push(() => {
      for (const listener of [...set]) {
        try {
          (listener as (payload: T) => void)(payload);
        } catch (error) {
          this.#onFault(topic.name, error);
        }
      }
    });
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (let deliver = this.#queue.shift(); deliver; deliver = this.#queue.shift()) deliver();
    } finally {
      this.#delivering = false;
    }
  }
}
