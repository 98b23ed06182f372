// The global of this name is looked up through an accessor each time.
import { performance } from 'node:perf_hooks';
import type { MessagePort } from 'node:worker_threads';
import { receiveMessageOnPort } from 'node:worker_threads';
import { type Libc, linux } from '../../base/linux/libc.ts';
import { MediaCore } from '../engine/core.ts';
import type { Command, EngineEvent } from '../engine/protocol.ts';
import { EpollSockets, type Poller, type Readable } from './epoll-sockets.ts';
import { createRandomNumbers } from './random-numbers.ts';
import { type WorkerReport, wakeState } from './worker-messages.ts';

const TICK_MS = 20;
const EVENTS_A_TURN = 256;
/** An idle loop looks up so often all the same: a lost wake-up would cost no more than this. */
const IDLE_WAIT_MS = 200;
/** The timer runs on for so many ticks after the last leg that needed it: starting it for each call would cost more. */
const TICKS_OF_REST = 50;
/** After a stall, so many ticks are caught up at once; more are let go. */
const MOST_TICKS = 10;
/** A flood on sockets that can wait holds up a tick for so long at most. */
const MOST_PATIENT_TURNS = 64;

/**
 * The real-time loop: waits in `epoll_wait` for datagrams, the 20 ms timer and the wake-up from the main thread, and handles
 * each synchronously. No promise, timer or message handler runs in this thread while it lasts.
 * @param wake what the main thread sets before it writes the event descriptor.
 */
export function runEpollLoop(libc: Libc, port: MessagePort, wake: Int32Array): void {
  const poller = new EpollPoller(libc);
  const tell = (report: WorkerReport): void => port.postMessage(report);
  let events: EngineEvent[] = [];
  const core = new MediaCore({
    openSocket: (address, number, leg) => sockets.open(address, number, leg),
    reserve: (address, ports) =>
      void events.push({ type: 'reserved', address, asked: ports, bound: sockets.reserve(address, ports) }),
    random: createRandomNumbers(),
    emit: (event) => void events.push(event),
  });
  const sockets = new EpollSockets(libc, poller, () => core);
  const timer = poller.open(libc.timerfd_create(linux.CLOCK_MONOTONIC, linux.NONBLOCK | linux.CLOEXEC));
  const wakeFd = libc.eventfd(0, linux.NONBLOCK | linux.CLOEXEC);
  if (wakeFd < 0) throw new Error(`eventfd: ${libc.lastError()}`);
  const counter = new Uint8Array(8);
  /** Ticks since a leg last needed them. */
  let rest = TICKS_OF_REST;
  let ticking = false;
  const obey = (): void => {
    // nobody has thrown away what came for ports without a leg while there were no ticks
    if (!ticking) poller.readPatient();
    for (let item = receiveMessageOnPort(port); item; item = receiveMessageOnPort(port)) {
      const commands: readonly Command[] = item.message;
      for (const command of commands) core.apply(command);
    }
  };
  poller.watch(timer, {
    read() {
      if (libc.read(timer, counter, 8) !== 8) return;
      obey(); // nobody wakes a loop that ticks
      poller.readPatient();
      const ticks = Math.min(MOST_TICKS, counter[0] as number);
      for (let i = 0; i < ticks; i++) core.tick();
      rest += ticks;
    },
  });
  poller.watch(wakeFd, {
    read() {
      libc.read(wakeFd, counter, 8);
      Atomics.store(wake, 0, ticking ? wakeState.ticking : wakeState.quiet);
      obey();
    },
  });
  try {
    tell({ type: 'ready', kind: 'epoll', wakeFd });
    let waitMs = IDLE_WAIT_MS;
    while (!core.over) {
      poller.wait(waitMs, core);
      if (!ticking) obey();
      if (core.busy) rest = 0;
      const wanted = rest < TICKS_OF_REST;
      // having stopped, it looks once more: what came while it ticked woke nobody
      waitMs = wanted ? 2 * TICK_MS : ticking ? 0 : IDLE_WAIT_MS;
      if (wanted !== ticking) {
        ticking = wanted;
        setTimer(libc, timer, ticking ? TICK_MS : 0);
        const [from, to] = ticking ? [wakeState.quiet, wakeState.ticking] : [wakeState.ticking, wakeState.quiet];
        Atomics.compareExchange(wake, 0, from, to);
      }
      if (events.length === 0) continue;
      tell({ type: 'events', events });
      events = [];
    }
  } finally {
    sockets.close();
    poller.close();
    closeWakeUp(libc, wakeFd, wake);
  }
}

/** Closes the wake-up descriptor when no write to it can be under way any more. */
function closeWakeUp(libc: Libc, fd: number, wake: Int32Array): void {
  if (Atomics.exchange(wake, 0, wakeState.closed) === wakeState.raised)
    for (let waited = 0; waited < 100 && libc.read(fd, new Uint8Array(8), 8) !== 8; waited++)
      Atomics.wait(wake, 0, wakeState.closed, 1);
  libc.close(fd);
}

/** Starts or (with 0) stops the periodic timer. */
function setTimer(libc: Libc, fd: number, everyMs: number): void {
  const spec = new BigInt64Array(4);
  const nanoseconds = BigInt(everyMs) * 1_000_000n;
  spec[1] = nanoseconds;
  spec[3] = nanoseconds;
  libc.timerfd_settime(fd, 0, new Uint8Array(spec.buffer), null);
}

/** One epoll instance with what waits in it. */
class EpollPoller implements Poller {
  readonly #libc: Libc;
  readonly #epoll: number;
  /** Those that can wait for the next tick stand in an instance of their own. */
  readonly #patient: number;
  readonly #readables: Array<Readable | undefined> = [];
  readonly #owned: number[] = [];
  /** `struct epoll_event` is packed on x86-64: 12 bytes there, 16 elsewhere. */
  readonly #words = process.arch === 'x64' ? 3 : 4;
  readonly #events = new Int32Array(EVENTS_A_TURN * this.#words);
  readonly #eventBytes = new Uint8Array(this.#events.buffer);
  /** Of their own: the tick that reads them is itself among the events under way. */
  readonly #patientEvents = new Int32Array(EVENTS_A_TURN * this.#words);
  readonly #patientBytes = new Uint8Array(this.#patientEvents.buffer);
  readonly #added = new Int32Array(this.#words);
  readonly #addedBytes = new Uint8Array(this.#added.buffer);

  constructor(libc: Libc) {
    this.#libc = libc;
    this.#epoll = this.open(libc.epoll_create1(linux.CLOEXEC));
    this.#patient = this.open(libc.epoll_create1(linux.CLOEXEC));
  }

  /** Keeps a descriptor of the loop's own, to be closed at the end. @throws Error if it is none. */
  open(fd: number): number {
    if (fd < 0) throw new Error(`cannot open a descriptor: ${this.#libc.lastError()}`);
    this.#owned.push(fd);
    return fd;
  }

  watch(fd: number, readable: Readable, patient = false): void {
    this.#readables[fd] = readable;
    this.#control(patient ? this.#patient : this.#epoll, linux.EPOLL_CTL_ADD, fd);
  }

  hand(fd: number, readable: Readable): void {
    this.#readables[fd] = readable;
    this.setPatient(fd, false);
  }

  setPatient(fd: number, patient: boolean): void {
    if (!this.#readables[fd]) return;
    this.#control(patient ? this.#epoll : this.#patient, linux.EPOLL_CTL_DEL, fd);
    this.#control(patient ? this.#patient : this.#epoll, linux.EPOLL_CTL_ADD, fd);
  }

  forget(fd: number): void {
    this.#readables[fd] = undefined;
  }

  /** Waits for something to read and has it read, once each. */
  wait(mostMs: number, core: MediaCore): void {
    const count = this.#libc.epoll_wait(this.#epoll, this.#eventBytes, EVENTS_A_TURN, mostMs);
    core.nowMs = performance.now();
    for (let i = 0; i < count; i++) this.#readables[this.#events[(i + 1) * this.#words - 2] as number]?.read();
  }

  /** Has all read that has come for those that can wait. */
  readPatient(): void {
    for (let turn = 0; turn < MOST_PATIENT_TURNS; turn++) {
      const count = this.#libc.epoll_wait(this.#patient, this.#patientBytes, EVENTS_A_TURN, 0);
      for (let i = 0; i < count; i++) this.#readables[this.#patientEvents[(i + 1) * this.#words - 2] as number]?.read();
      if (count <= 0) return;
    }
  }

  #control(epoll: number, operation: number, fd: number): void {
    this.#added[0] = linux.EPOLLIN;
    this.#added[this.#words - 2] = fd;
    if (this.#libc.epoll_ctl(epoll, operation, fd, this.#addedBytes) !== 0)
      throw new Error(`epoll_ctl: ${this.#libc.lastError()}`);
  }

  close(): void {
    for (const fd of this.#owned.splice(0)) this.#libc.close(fd);
  }
}
