import { formatDate } from '../../base/date-format.ts';
import { defineAttachment } from '../../channel/attachment.ts';
import type { EvaluationContext } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** When the call is to end, in epoch milliseconds. */
const deadlineKey = defineAttachment<number>('absolute-timeout');

/** Seconds and a fraction of one, without an exponent. @see observed: Asterisk 16 takes 1e3 for 1 and .25 for 0 */
const SECONDS = /^\s*[+-]?\d{1,30}(\.\d+)?/;

/** The time limits of a call. */
export const dialplanFunction = defineFunction({
  name: 'TIMEOUT',
  module: 'func_timeout',
  synopsis: 'How long the call may last, and how long digits are waited for',
  description: [
    'absolute: the whole call, from now on; then the extension T is run, or the call ends. 0 takes the limit away.',
    'digit: between two digits, 5 seconds unless set. response: until the first digit, 10 seconds unless set.',
  ],
  arguments: { kind: rest('absolute, digit or response') },
  examples: ['same => n,Set(TIMEOUT(absolute)=3600)', 'same => n,Set(TIMEOUT(digit)=3)'],
  read(context, { kind }) {
    const channel = context.call?.channel;
    if (!channel) return '';
    switch (kind.charAt(0).toLowerCase()) {
      case 'a': {
        const deadlineMs = channel.attachments.get(deadlineKey);
        return deadlineMs === undefined ? '0' : asSeconds(Math.max(0, deadlineMs - context.clock.now()));
      }
      case 'd':
        return asSeconds(channel.timeouts.digitMs);
      case 'r':
        return asSeconds(channel.timeouts.responseMs);
      default:
        context.log.error('Unknown timeout type specified.');
        return '';
    }
  },
  write(context, { kind }, value) {
    const channel = context.call?.channel;
    if (!channel) return;
    const spanMs = Math.max(0, Math.round(Number(SECONDS.exec(value)?.[0] ?? 0) * 1000));
    switch (kind.charAt(0).toLowerCase()) {
      case 'a':
        setAbsolute(context, spanMs);
        break;
      case 'd':
        channel.timeouts.digitMs = spanMs;
        context.log.verbose(3, `Digit timeout set to ${asSeconds(spanMs)}`);
        break;
      case 'r':
        channel.timeouts.responseMs = spanMs;
        context.log.verbose(3, `Response timeout set to ${asSeconds(spanMs)}`);
        break;
      default:
        context.log.error('Unknown timeout type specified.');
    }
  },
});

function setAbsolute(context: EvaluationContext, spanMs: number): void {
  const channel = context.call?.channel;
  if (!channel) return;
  channel.dialplan?.setAbsoluteTimeout(spanMs);
  if (spanMs === 0) {
    channel.attachments.delete(deadlineKey);
    context.log.verbose(3, 'Channel hangup cancelled.');
    return;
  }
  const deadlineMs = context.clock.now() + spanMs;
  channel.attachments.set(deadlineKey, deadlineMs);
  context.log.verbose(3, `Channel will hangup at ${formatDate('%Y-%m-%d %H:%M:%S.%3q %Z', deadlineMs)}.`);
}

function asSeconds(spanMs: number): string {
  return (spanMs / 1000).toFixed(3);
}
