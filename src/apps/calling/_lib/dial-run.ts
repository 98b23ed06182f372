import type { AbortSource } from '../../../base/lazy-abort.ts';
import { type Call, end, goto, type Outcome } from '../../../channel/call.ts';
import { type Cause, cause, parseCause } from '../../../channel/cause.ts';
import { type DialResult, dial } from '../../../channel/dial/dial.ts';
import type { DialplanTarget } from '../../../channel/position.ts';
import { runPredial } from '../../../extend/predial.ts';
import { callRecordsPort } from '../../../pbx/ports/call-records.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { eventsPort } from '../../../pbx/ports/events.ts';
import { technologiesPort } from '../../../pbx/ports/technologies.ts';
import { AnsweredDial } from './answered-dial.ts';
import { forwardTo, introduceCallee, prepareCallee, takeOutboundGroup, vouchForCallee } from './dial-callee.ts';
import { sendOnProgress } from './dial-digits.ts';
import type { DialOptions } from './dial-options.ts';
import { clearDialVariables, setSpan } from './dial-variables.ts';
import { Privacy } from './privacy.ts';
import { Ringback } from './ringback.ts';

/** What Dial() does, and what RetryDial() does once a turn. Interruptions of the call pass through, after all who were called are let go. */
export async function runDial(
  call: Call,
  destinations: readonly string[],
  timeout: string,
  options: DialOptions,
): Promise<Outcome> {
  const { channel } = call;
  clearDialVariables(call);
  const wanted = destinations.map((one) => one.trim()).filter((one) => one !== '');
  if (wanted.some((one) => !one.includes('/'))) {
    call.log.warning('Dial argument takes format (technology/resource)');
    call.set('DIALSTATUS', 'INVALIDARGS');
    return end();
  }
  const limits = parseTimeouts(call, timeout);
  const privacy = await Privacy.begin(call, options);
  if (privacy && 'status' in privacy) {
    call.set('DIALSTATUS', privacy.status);
    return privacy.status === 'INVALIDARGS' ? end() : undefined;
  }
  const before = options.parameter('B');
  if (before !== undefined) await runPredial(call, channel, before);
  call.throwIfInterrupted();
  if (options.has('C') && call.has(callRecordsPort)) call.use(callRecordsPort).reset(channel);

  const leaving = listenWhileRinging(call, options);
  const ringback = new Ringback(call, {
    force: options.has('r'),
    toneName: options.parameter('r') ?? '',
    early: options.has('R'),
    musicClass: options.parameter('m'),
    single: wanted.length === 1,
  });
  ringback.begin();
  let result: DialResult;
  try {
    result = await placeCalls(call, wanted, { ...limits, signal: leaving.signal, ringback, options });
  } finally {
    ringback.stop();
    leaving.stop();
  }
  if (result.status === 'ANSWER') {
    call.set('DIALSTATUS', 'ANSWER');
    call.set('DIALEDPEERNAME', result.callee.name);
    call.set('DIALEDPEERNUMBER', result.callee.variables.get('DIALEDPEERNUMBER') ?? '');
    return new AnsweredDial(call, result.callee, options, privacy).run();
  }
  privacy?.end();
  if (result.cause !== cause.none && !channel.hungUp) channel.hangupCause = result.cause;
  call.set('DIALSTATUS', result.status);
  call.throwIfInterrupted();
  const target = leaving.target();
  return target && goto(target);
}

interface Placing extends Timeouts {
  readonly signal: AbortSignal | AbortSource;
  readonly ringback: Ringback;
  readonly options: DialOptions;
}

function placeCalls(call: Call, destinations: readonly string[], how: Placing): Promise<DialResult> {
  const { channel } = call;
  const { options, ringback } = how;
  const startedMs = call.clock.monotonic();
  const group = takeOutboundGroup(call);
  const once = (name: string): void => {
    if (call.get(name) === '') setSpan(call, name, call.clock.monotonic() - startedMs);
  };
  return dial(
    {
      clock: call.clock,
      bus: call.use(eventsPort),
      log: call.log,
      request: (dialString) => call.use(technologiesPort).request(dialString, { requestor: channel }),
    },
    {
      caller: channel,
      pickup: true,
      destinations,
      timeoutMs: how.ringMs,
      progressTimeoutMs: how.progressMs,
      signal: how.signal,
      answeredElsewhereCause: elsewhereCause(call, options),
      forwardCancelsTimeout: options.has('z'),
      hooks: {
        prepare: (callee, dialString, forwarded) =>
          prepareCallee(call, callee, dialString, { options, group, forwarded }),
        onCalled(callee) {
          // as Asterisk: whom one of several reaches is not known before one answers
          if (destinations.length === 1) introduceCallee(call, callee, options);
        },
        onIdentified(callee) {
          vouchForCallee(callee);
          if (destinations.length === 1) introduceCallee(call, callee, options);
        },
        onRinging() {
          once('RINGTIME');
          ringback.ring();
        },
        onProgress(callee) {
          once('PROGRESSTIME');
          sendOnProgress(call, callee, options);
          ringback.progress(callee);
        },
        onProceeding: () => ringback.proceed(),
        // As Asterisk: a called party that has answered stands at no extension.
        onAnswered: (callee) => void (callee.position.exten = ''),
        forward: (callee, resource) => forwardTo(call, callee, resource, options),
      },
      ...(options.has('c') && { cancelCause: cause.answeredElsewhere }),
    },
  );
}

/** How long to try; nothing for ever. */
interface Timeouts {
  readonly ringMs: number | undefined;
  /** How long without any sign of life. */
  readonly progressMs: number | undefined;
}

function parseTimeouts(call: Call, text: string): Timeouts {
  const [ring = '', progress = ''] = text.split('^').map((part) => part.trim());
  const ms = (part: string): number | undefined => {
    const seconds = Number.parseFloat(part);
    return seconds > 0 ? seconds * 1000 : undefined;
  };
  if (ring !== '' && ms(ring) === undefined)
    call.log.warning(`Invalid timeout specified: '${ring}'. Setting timeout to infinite`);
  return { ringMs: ms(ring), progressMs: ms(progress) };
}

/** Q: what the others are told when one has answered. */
function elsewhereCause(call: Call, options: DialOptions): Cause {
  const wanted = options.parameter('Q');
  if (wanted === undefined) return cause.answeredElsewhere;
  if (/^(0|none)$/i.test(wanted.trim())) return cause.normalClearing;
  const known = parseCause(wanted);
  if (known !== undefined) return known;
  call.log.warning(`Invalid cause given to Dial Q(): '${wanted}'`);
  return cause.answeredElsewhere;
}

interface Leaving {
  readonly signal: AbortSignal | AbortSource;
  target(): DialplanTarget | undefined;
  stop(): void;
}

/** Digits of the caller are for nobody while it rings, but with d one of them may lead to an extension. */
function listenWhileRinging(call: Call, options: DialOptions): Leaving {
  const { channel } = call;
  if (!options.has('d')) {
    const stop = channel.listen({ onDigit() {} });
    return { signal: call.interruption, target: () => undefined, stop };
  }
  const controller = new AbortController();
  let chosen: DialplanTarget | undefined;
  const stop = channel.listen({
    onDigit({ digit, phase }) {
      if (phase !== 'end' || chosen) return;
      const context = call.get('EXITCONTEXT') || channel.variables.get('MACRO_CONTEXT') || channel.position.context;
      const target = { context, exten: digit, priority: 1 };
      if (!call.use(dialplanPort).exists(target, channel.parties.caller.number)) return;
      chosen = target;
      controller.abort();
    },
  });
  const signal = AbortSignal.any([call.signal, controller.signal]);
  return { signal, target: () => chosen, stop };
}
