import { defineAttachment } from '../../../channel/attachment.ts';
import type { EvaluationContext } from '../../../channel/call.ts';
import { rest } from '../../../extend/argument.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import type { MediaLeg } from '../../../media/facade.ts';
import { eventsPort } from '../../../pbx/ports/events.ts';
import { mediaPort } from '../../../pbx/ports/media.ts';
import { talkBegun, talkEnded } from '../talk-topics.ts';

/** How long it must be silent, and the mean amplitude below which it is. @see TALK_DETECT of Asterisk 16 */
const [USUAL_SILENCE_MS, USUAL_THRESHOLD] = [2500, 256];

const earKey = defineAttachment<MediaLeg>('talk-detect');

/** Tells programs when somebody talks. */
export const dialplanFunction = defineFunction({
  name: 'TALK_DETECT',
  module: 'func_talkdetect',
  synopsis: 'Tells programs when somebody on the channel talks',
  description: [
    'Manager events ChannelTalkingStart and ChannelTalkingStop, until it is removed or the call ends. How long silence lasts before talking is over, 2500 milliseconds unless given; the mean amplitude below which it is silent, 256 unless given.',
  ],
  arguments: { action: rest('set or remove') },
  items: { read: [], write: ['set', 'remove'] },
  examples: ['same => n,Set(TALK_DETECT(set)=1200,128)', 'same => n,Set(TALK_DETECT(remove)=)'],
  write(context, { action }, value) {
    const channel = context.call?.channel;
    if (!channel) return;
    const before = channel.attachments.get(earKey);
    switch (action.trim().toLowerCase()) {
      case 'set': {
        const options = readOptions(context, value);
        if (options) listen(context, options);
        break;
      }
      case 'remove':
        if (!before) context.warn(`Cannot remove TALK_DETECT from ${channel.name}: TALK_DETECT not currently enabled`);
        before?.close();
        channel.attachments.delete(earKey);
        break;
      default:
        context.warn(`TALK_DETECT: unknown option ${action}`);
    }
  },
});

interface TalkSettings {
  readonly silenceMs: number;
  readonly threshold: number;
}

function readOptions(context: EvaluationContext, value: string): TalkSettings | undefined {
  const [silence = '', threshold = ''] = splitArguments(value);
  const given = { dsp_silence_threshold: silence, dsp_talking_threshold: threshold };
  for (const [name, text] of Object.entries(given)) {
    if (text.trim() === '' || Number.parseInt(text, 10) > 0) continue;
    context.warn(`Failed to parse ${text} for ${name}`);
    return undefined;
  }
  return {
    silenceMs: Number.parseInt(silence, 10) || USUAL_SILENCE_MS,
    threshold: Number.parseInt(threshold, 10) || USUAL_THRESHOLD,
  };
}

function listen(context: EvaluationContext, options: TalkSettings): void {
  const channel = context.call?.channel;
  const leg = channel?.media;
  if (!channel || !leg) {
    context.warn('TALK_DETECT: the channel has no audio yet');
    return;
  }
  channel.attachments.get(earKey)?.close();
  const ear = context.use(mediaPort).openEar(leg, 'from');
  const events = context.use(eventsPort);
  ear.listener = {
    onTalk(talking, sinceMs) {
      if (talking) events.publish(talkBegun, channel.snapshot());
      else events.publish(talkEnded, { channel: channel.snapshot(), durationMs: Math.round(sinceMs) });
    },
  };
  ear.detectTalk(options);
  channel.attachments.set(earKey, ear);
  channel.whenHungUp(() => ear.close());
}
