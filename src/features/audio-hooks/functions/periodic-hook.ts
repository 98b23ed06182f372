import type { Timer } from '../../../base/clock.ts';
import { defineAttachment } from '../../../channel/attachment.ts';
import type { EvaluationContext } from '../../../channel/call.ts';
import type { Channel } from '../../../channel/channel.ts';
import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { type Originator, originatorPort } from '../../../pbx/ports/originator.ts';

interface Hook {
  readonly context: string;
  readonly exten: string;
  readonly everyMs: number;
  timer: Timer | undefined;
}

const hooksKey = defineAttachment<Map<string, Hook>>('periodic-hooks');
/** How many were wished for in a house, with those that could not be: the id of the next. @see observed: Asterisk 16 */
const tried = new WeakMap<Originator, number>();
/** How long the extension of a hook may take to answer. */
const ANSWER_MS = 30_000;

/** Runs an extension again and again into a call. */
export const dialplanFunction = defineFunction({
  name: 'PERIODIC_HOOK',
  module: 'func_periodic_hook',
  synopsis: 'Runs an extension again and again, for all in the call to hear',
  description: [
    'Read, it begins one that runs every so many seconds, and gives its id; writing off and on to the id pauses it and goes on. It ends with the call.',
    'The extension runs on a channel of its own, which is mixed into the call: ${HOOK_CHANNEL} is the channel of the call, ${HOOK_ID} the id.',
  ],
  arguments: { arguments: rest('context,extension,interval; written: the id') },
  examples: ['same => n,Set(BEEP=${PERIODIC_HOOK(hooks,beep,180)})', 'same => n,Set(PERIODIC_HOOK(${BEEP})=off)'],
  read(context, { arguments: text }) {
    const [where = '', exten = '', interval = ''] = splitArguments(text);
    const channel = context.call?.channel;
    if (!channel) return '';
    const originator = context.use(originatorPort);
    const wished = tried.get(originator) ?? 0;
    tried.set(originator, wished + 1);
    const seconds = Number.parseInt(interval, 10);
    if (!(seconds > 0)) {
      context.warn(`Invalid hook interval: '${interval}'`);
      return '';
    }
    if (where === '' || exten === '') {
      context.warn('A context and extension are required for PERIODIC_HOOK().');
      return '';
    }
    const hooks = channel.attachments.ensure(hooksKey, () => new Map());
    const id = String(wished);
    const hook: Hook = { context: where, exten, everyMs: seconds * 1000, timer: undefined };
    hooks.set(id, hook);
    begin(context, channel, id, hook);
    channel.whenHungUp(() => hook.timer?.cancel());
    return id;
  },
  write(context, { arguments: id }, value) {
    const channel = context.call?.channel;
    if (!channel || id === '') return;
    const hook = channel.attachments.get(hooksKey)?.get(id);
    const word = value.trim().toLowerCase();
    if (!hook) context.warn(`Hook with ID '${id}' not found on ${word === 'off' ? 'channel ' : ''}'${channel.name}'`);
    else if (word === 'off') {
      hook.timer?.cancel();
      hook.timer = undefined;
    } else if (word !== 'on') context.warn(`Invalid value for PERIODIC_HOOK function: '${value}'`);
    else if (!hook.timer) begin(context, channel, id, hook);
  },
});

function begin(context: EvaluationContext, channel: Channel, id: string, hook: Hook): void {
  const originator = context.use(originatorPort);
  hook.timer = context.clock.every(hook.everyMs, () => {
    void originator.originate({
      dialString: `Local/${hook.exten}@${hook.context}/n`,
      to: { kind: 'application', application: 'ChanSpy', data: `${channel.name},qEB` },
      timeoutMs: ANSWER_MS,
      variables: [
        ['__HOOK_CHANNEL', channel.name],
        ['__HOOK_ID', id],
      ],
      signal: channel.hangupSignal,
    });
  });
}
