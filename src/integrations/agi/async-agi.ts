import type { Call } from '../../channel/call.ts';
import { eventsPort } from '../../pbx/ports/events.ts';
import type { AsyncCommand } from './async-queue.ts';
import { agiPort } from './port.ts';
import { asyncAgiAnswered, asyncAgiEnded, asyncAgiStarted } from './topics.ts';
import type { AgiTransport, AgiTransportListener } from './transport.ts';

/** Ends the control of a channel by manager clients. */
const BREAK = /^asyncagi\s+break\b/i;

/** Lets manager clients control the call: commands come by the action AGI, answers go as events. */
export function openAsyncAgi(call: Call, listener: AgiTransportListener): AgiTransport {
  const bus = call.use(eventsPort);
  const queue = call.use(agiPort).queues.open(call.channel);
  let running: AsyncCommand | undefined;
  let greeted = false;
  let over = false;
  const end = (): void => {
    over = true;
    listener.onEnd();
  };
  const next = (): void => {
    if (running || over) return;
    running = queue.take();
    if (running) listener.onData(Buffer.from(`${running.line}\n`));
  };
  if (call.channel.hungUp) queueMicrotask(end);
  else call.signal.addEventListener('abort', end, { once: true });
  return {
    write(text) {
      const channel = call.channel.snapshot();
      if (!greeted) {
        greeted = true;
        bus.publish(asyncAgiStarted, { channel, environment: text });
        queue.onCommand(next);
        next();
        return;
      }
      if (!running) return;
      const { id, line } = running;
      running = undefined;
      bus.publish(asyncAgiAnswered, { channel, answer: text, id });
      if (BREAK.test(line)) end();
      else next();
    },
    tellHangup: end,
    hold() {}, // one command at a time
    backlog: () => 0,
    close() {
      over = true;
      queue.onCommand(undefined);
      call.signal.removeEventListener('abort', end);
      bus.publish(asyncAgiEnded, { channel: call.channel.snapshot() });
      return Promise.resolve(undefined);
    },
  };
}
