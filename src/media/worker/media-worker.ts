// The entry of the media thread.
import { workerData } from 'node:worker_threads';
import { messageOf } from '../../base/errors.ts';
import { type Libc, loadLibc } from '../../base/linux/libc.ts';
import { runDgramLoop } from './dgram-loop.ts';
import { runEpollLoop } from './epoll-loop.ts';
import type { WorkerReport, WorkerStart } from './worker-messages.ts';

const { port, wake, force }: WorkerStart = workerData;

function libcIfWanted(): Libc | undefined {
  if (force === 'dgram') return undefined;
  try {
    return loadLibc();
  } catch (error) {
    if (force === 'epoll') throw error;
    return undefined;
  }
}

try {
  const libc = libcIfWanted();
  if (libc) {
    runEpollLoop(libc, port, wake);
    port.close();
  } else runDgramLoop(port);
} catch (error) {
  const report: WorkerReport = { type: 'broken', message: messageOf(error) };
  port.postMessage(report);
  port.close();
}
