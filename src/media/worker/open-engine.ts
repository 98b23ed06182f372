import { writeSync } from 'node:fs';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import { AsterismError, messageOf } from '../../base/errors.ts';
import { startWorker } from '../../base/worker-entry.ts';
import { yieldNow } from '../../base/yield-now.ts';
import { EngineClient } from '../client/engine-client.ts';
import type { Command } from '../engine/protocol.ts';
import type { MediaEngine } from '../facade.ts';
import { PortPool } from './port-pool.ts';
import { type WorkerReport, type WorkerStart, wakeState } from './worker-messages.ts';

/** How the real engine is opened. */
export interface MediaEngineOptions {
  /** The first and the last port for RTP and RTCP, as rtpstart and rtpend of rtp.conf; 10000 and 20000 if left out. */
  readonly rtpStart?: number;
  readonly rtpEnd?: number;
  /** Local addresses for which ports are bound ahead; others are warmed when first used. */
  readonly addresses?: readonly string[];
  /** Use this and nothing else; by default epoll where it is to be had, else node:dgram. */
  readonly force?: 'epoll' | 'dgram';
  /** Told of faults of our own inside the engine, and of its breaking down. */
  readonly onFault: (message: string) => void;
}

/**
 * Starts the media thread and resolves when it is ready. The caller closes the engine.
 * @throws AsterismError `ME0002` when the thread cannot start, for example when epoll is forced and is not to be had.
 */
export async function openMediaEngine(options: MediaEngineOptions): Promise<MediaEngine> {
  const { port1: port, port2: workerPort } = new MessageChannel();
  const wake = new Int32Array(new SharedArrayBuffer(4));
  const start: WorkerStart = { port: workerPort, wake, force: options.force };
  const worker = startWorker(import.meta.url, 'media-worker', {
    name: 'media',
    workerData: start,
    transferList: [workerPort],
    execArgv: [],
  });
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const { kind, wakeFd } = await firstReport(worker, port);
  const one = new Uint8Array(new BigUint64Array([1n]).buffer);
  let ended = false;
  /**
   * Waking the thread costs more than most commands do: those of one turn of the event loop go together, and wait for the next
   * tick while there are any. Only a leg whose port is not bound yet does not: what its far end says meanwhile would be lost.
   */
  let outgoing: Command[] = [];
  const post = (): void => {
    const commands = outgoing;
    outgoing = [];
    port.postMessage(commands);
    if (wakeFd < 0) return;
    const from =
      ticking(wake) && commands.some((command) => command.op === 'open' && !command.bound)
        ? wakeState.ticking
        : wakeState.quiet;
    if (Atomics.compareExchange(wake, 0, from, wakeState.raised) === from) writeSync(wakeFd, one);
  };
  const pool = new PortPool(options.rtpStart ?? 10_000, options.rtpEnd ?? 20_000, Math.random(), (command) =>
    client.command(command),
  );
  const client = new EngineClient({
    kind,
    ports: pool,
    onFault: options.onFault,
    link: {
      send(commands) {
        if (ended) return;
        if (outgoing.length === 0) void yieldNow().then(post);
        for (const command of commands) outgoing.push(command);
      },
      async end() {
        if (ended) return;
        ended = true;
        await gone;
        port.close();
      },
    },
  });
  port.on('message', (report: WorkerReport) => {
    if (report.type === 'events') client.receive(report.events);
    else if (report.type === 'broken') client.breakDown(`the media thread broke down: ${report.message}`);
  });
  worker.on('error', (error) => client.breakDown(`the media thread broke down: ${messageOf(error)}`));
  worker.on('exit', (code) => {
    if (!client.closing) client.breakDown(`the media thread ended with code ${code}`);
  });
  for (const address of options.addresses ?? []) {
    const answered = pool.answered();
    if (pool.warm(address)) await answered;
  }
  return client;
}

function ticking(wake: Int32Array): boolean {
  return Atomics.load(wake, 0) === wakeState.ticking;
}

async function firstReport(worker: Worker, port: MessagePort): Promise<WorkerReport & { type: 'ready' }> {
  const report = await new Promise<WorkerReport>((resolve) => {
    port.once('message', resolve);
    worker.once('error', (error) => resolve({ type: 'broken', message: messageOf(error) }));
    worker.once('exit', (code) => resolve({ type: 'broken', message: `ended with code ${code}` }));
  });
  if (report.type === 'ready') return report;
  port.close();
  await worker.terminate();
  throw new AsterismError(
    'ME0002',
    `the media thread did not start: ${report.type === 'broken' ? report.message : report.type}`,
  );
}
