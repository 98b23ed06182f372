import type { MessagePort } from 'node:worker_threads';
import { MediaCore } from '../engine/core.ts';
import type { Command, EngineEvent } from '../engine/protocol.ts';
import { DgramSockets } from './dgram-sockets.ts';
import { createRandomNumbers } from './random-numbers.ts';
import type { WorkerReport } from './worker-messages.ts';

const TICK_MS = 20;
/** After a stall, so many ticks are caught up at once; more are let go. */
const MOST_TICKS = 10;

/** The fallback for machines without epoll or koffi: the same core, driven by node:dgram and a timer that does not drift. */
export function runDgramLoop(port: MessagePort): void {
  let events: EngineEvent[] = [];
  const tell = (report: WorkerReport): void => port.postMessage(report);
  const flush = (): void => {
    if (events.length === 0) return;
    const told = events;
    events = [];
    tell({ type: 'events', events: told });
  };
  const emit = (event: EngineEvent): void => {
    if (events.push(event) === 1) queueMicrotask(flush);
  };
  const core = new MediaCore({
    openSocket: (address, number, leg) => sockets.open(address, number, leg),
    reserve: (address, ports) => {
      void sockets.reserve(address, ports).then((bound) => emit({ type: 'reserved', address, asked: ports, bound }));
    },
    random: createRandomNumbers(),
    emit,
  });
  const sockets = new DgramSockets(core);
  let nextTickMs = 0;
  let timer: NodeJS.Timeout | undefined;
  const tick = (): void => {
    core.nowMs = performance.now();
    for (let ticks = 0; ticks < MOST_TICKS && nextTickMs <= core.nowMs; ticks++, nextTickMs += TICK_MS) core.tick();
    nextTickMs = Math.max(nextTickMs, core.nowMs - TICK_MS);
    timer = undefined;
    arm();
  };
  const arm = (): void => {
    if (timer || !core.busy) return;
    const nowMs = performance.now();
    if (nextTickMs < nowMs - MOST_TICKS * TICK_MS) nextTickMs = nowMs + TICK_MS;
    timer = setTimeout(tick, Math.max(0, nextTickMs - nowMs));
  };
  port.on('message', (commands: readonly Command[]) => {
    core.nowMs = performance.now();
    for (const command of commands) core.apply(command);
    arm();
    if (!core.over) return;
    clearTimeout(timer);
    sockets.close();
    flush();
    port.close();
  });
  tell({ type: 'ready', kind: 'dgram', wakeFd: -1 });
}
