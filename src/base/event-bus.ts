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
  /** Lists are replaced, never changed, so that a delivery under way is not disturbed. */
  readonly #listeners = new Map<Topic<unknown>, readonly Listener[]>();
  readonly #watchers = new Map<Topic<unknown>, Set<(wanted: boolean) => void>>();
  readonly #queue: Array<{ topic: Topic<unknown>; payload: unknown }> = [];
  readonly #onFault: ListenerFault;
  #delivering = false;
  /** The topic that was asked for last, and who listens to it: a dialplan asks for the same one again and again. */
  #lastTopic: Topic<unknown> | undefined;
  #lastListeners: readonly Listener[] = NOBODY;

  constructor(onFault: ListenerFault) {
    this.#onFault = onFault;
  }

  /** Calls `listener` for each later event of `topic`; the returned function ends that. */
  on<T>(topic: Topic<T>, listener: (payload: T) => void): () => void {
    this.#replace(topic, this.#listenersOf(topic).concat(listener));
    let listening = true;
    return () => {
      if (!listening) return;
      listening = false;
      const listeners = this.#listenersOf(topic);
      this.#replace(topic, listeners.toSpliced(listeners.lastIndexOf(listener), 1));
    };
  }

  /** Tells whether anybody listens to `topic`: at once, and whenever the first has come or the last has gone. The returned function ends that. */
  whenWanted(topic: Topic<unknown>, told: (wanted: boolean) => void): () => void {
    const watchers = this.#watchers.get(topic) ?? new Set();
    this.#watchers.set(topic, watchers.add(told));
    told(this.listenerCount(topic) > 0);
    return () => watchers.delete(told);
  }

  /** How many listen to `topic`: lets a hot path skip building an event that nobody wants. */
  listenerCount(topic: Topic<unknown>): number {
    return this.#listenersOf(topic).length;
  }

  /** Tells everybody who listens to `topic`. */
  publish<T>(topic: Topic<T>, payload: T): void {
    const listeners = this.#listenersOf(topic);
    if (listeners.length === 0) return;
    if (this.#delivering) {
      this.#queue.push({ topic, payload });
      return;
    }
    this.#delivering = true;
    try {
      this.#deliver(topic, payload, listeners);
      for (let next = this.#queue.shift(); next; next = this.#queue.shift())
        this.#deliver(next.topic, next.payload, this.#listenersOf(next.topic));
    } finally {
      this.#delivering = false;
    }
  }

  #replace(topic: Topic<unknown>, listeners: readonly Listener[]): void {
    const before = this.listenerCount(topic);
    this.#listeners.set(topic, listeners);
    this.#lastTopic = undefined;
    if (before > 0 !== listeners.length > 0)
      for (const told of this.#watchers.get(topic) ?? []) told(listeners.length > 0);
  }

  #listenersOf(topic: Topic<unknown>): readonly Listener[] {
    if (topic !== this.#lastTopic) {
      this.#lastTopic = topic;
      this.#lastListeners = this.#listeners.get(topic) ?? NOBODY;
    }
    return this.#lastListeners;
  }

  #deliver(topic: Topic<unknown>, payload: unknown, listeners: readonly Listener[]): void {
    for (const listener of listeners) {
      try {
        (listener as (payload: unknown) => void)(payload);
      } catch (error) {
        this.#onFault(topic.name, error);
      }
    }
  }
}

const NOBODY: readonly Listener[] = [];
