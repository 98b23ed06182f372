import { definePort } from '../../base/port.ts';
import { SlotMap } from '../../base/slot-map.ts';
import type { Channel } from '../../channel/channel.ts';
import { CallTrace } from './call-trace.ts';

/** So many calls that are over are remembered. */
const MOST_ENDED = 100;

/** Which calls are traced, and what is remembered of them. */
export interface CallTraces {
  /** Every new call is traced. */
  all: boolean;
  /** What is known of a channel, by its name or unique id; the latest of that name. */
  of(channel: string): CallTrace | undefined;
  /** Live ones first, the newest first among each. */
  list(): readonly CallTrace[];
  /** Traces a channel from now on. */
  follow(channel: Channel): CallTrace;
  /** Forgets what is known of a channel; false where that is nothing. */
  forget(channel: string): boolean;
}

/** @see CallTraces */
export const callTracesPort = definePort<CallTraces>('call-traces');

/** A call that runs the dialplan, as far as its trace goes. */
export interface TracedCall {
  trace: CallTrace | undefined;
}

/** What the walker asks of {@link CallTraces}. */
export interface TraceBook {
  /** A channel begins to run the dialplan; its call gets a trace where that is wanted, now or later. */
  begin(channel: Channel, call: TracedCall): void;
  /** Its dialplan is over. */
  end(channel: Channel): void;
}

/** Keeps the traces: of every new call while {@link all} is on or steps are written out on a console anyway, else of those that are asked for. */
export class CallTraceBook implements CallTraces, TraceBook {
  all = false;
  readonly #now: () => number;
  readonly #shown: () => boolean;
  readonly #running = new SlotMap<string, TracedCall>();
  readonly #live = new SlotMap<string, CallTrace>();
  readonly #ended: CallTrace[] = [];

  /** @param shown whether somebody watches the steps of calls, who is then likely to ask why. */
  constructor(now: () => number, shown: () => boolean) {
    this.#now = now;
    this.#shown = shown;
  }

  begin(channel: Channel, call: TracedCall): void {
    this.#running.set(channel.uniqueId, call);
    if (this.all || this.#live.has(channel.uniqueId) || this.#shown()) this.follow(channel);
  }

  end({ uniqueId }: Channel): void {
    this.#running.delete(uniqueId);
    const trace = this.#live.get(uniqueId);
    if (!trace) return;
    trace.over = true;
    this.#live.delete(uniqueId);
    this.#ended.push(trace);
    if (this.#ended.length > MOST_ENDED) this.#ended.shift();
  }

  of(channel: string): CallTrace | undefined {
    return this.list().find((trace) => trace.channel === channel || trace.uniqueId === channel);
  }

  list(): readonly CallTrace[] {
    return [...[...this.#live.values()].reverse(), ...this.#ended.toReversed()];
  }

  follow(channel: Channel): CallTrace {
    const trace = this.#live.get(channel.uniqueId) ?? new CallTrace(channel, this.#now);
    this.#live.set(channel.uniqueId, trace);
    const call = this.#running.get(channel.uniqueId);
    if (call) call.trace = trace;
    return trace;
  }

  forget(channel: string): boolean {
    const trace = this.of(channel);
    if (!trace) return false;
    const call = this.#running.get(trace.uniqueId);
    if (call?.trace === trace) call.trace = undefined;
    this.#live.delete(trace.uniqueId);
    const index = this.#ended.indexOf(trace);
    if (index >= 0) this.#ended.splice(index, 1);
    return true;
  }
}
