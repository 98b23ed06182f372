import type { Call } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { isTrue } from '../../extend/condition.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { ifCutShort } from '../audio/_lib/if-cut-short.ts';

const USUAL_INTERVAL_MS = 50;

/** Waits until an expression is true. */
export const application = defineApplication({
  name: 'WaitForCondition',
  module: 'app_waitforcond',
  synopsis: 'Waits until an expression is true',
  description: ['The expression is written with another sign in place of $, so that it is evaluated again and again.'],
  arguments: { arguments: rest('sign,expression[,timeout[,interval]], both in seconds') },
  results: { WAITFORCONDITIONSTATUS: 'TRUE, TIMEOUT, FAILURE (wrong arguments), HANGUP' },
  examples: ['same => n,WaitForCondition(#,#["#{GLOBAL(ready)}"="1"],40,0.5)'],
  async run(call, { arguments: text }) {
    const status = (value: string): undefined => {
      call.set('WAITFORCONDITIONSTATUS', value);
    };
    if (text === '') {
      call.log.error('WaitForCondition requires a condition');
      return status('FAILURE');
    }
    const [sign = '', expression = '', timeout = '', interval = ''] = splitArguments(text);
    if (sign.length !== 1 || !(expression.includes(`${sign}{`) || expression.includes(`${sign}[`))) {
      call.log.error('No expression detected. Did you forget to replace the $ signs?');
      return status('FAILURE');
    }
    const timeoutMs = milliseconds(call, timeout, 'timeout', 'No timeout set');
    const intervalMs = milliseconds(call, interval, 'polling interval', 'Default unchanged') ?? USUAL_INTERVAL_MS;
    const waiting = waitFor(call, expression.replaceAll(sign, '$'), timeoutMs, intervalMs);
    return status((await ifCutShort(waiting, () => status('HANGUP'))) ? 'TRUE' : 'TIMEOUT');
  },
});

/** A time that is written in seconds; undefined where none is, or one that makes no sense. */
function milliseconds(call: Call, written: string, what: string, instead: string): number | undefined {
  if (written === '') return undefined;
  const seconds = Number.parseFloat(written);
  if (seconds > 0) return seconds * 1000;
  if (!(seconds <= 0)) call.log.warning(`Invalid ${what} provided: ${written}. ${instead}.`);
  return undefined;
}

async function waitFor(
  call: Call,
  expression: string,
  timeoutMs: number | undefined,
  intervalMs: number,
): Promise<boolean> {
  const { clock, signal } = call;
  const until = timeoutMs === undefined ? Number.POSITIVE_INFINITY : clock.monotonic() + timeoutMs;
  const dialplan = call.use(dialplanPort);
  while (!isTrue(await dialplan.substitute(call, expression))) {
    if (clock.monotonic() >= until) return false;
    await clock.sleep(Math.min(intervalMs, until - clock.monotonic()), signal);
  }
  return true;
}
