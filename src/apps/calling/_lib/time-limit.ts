import type { Timer } from '../../../base/clock.ts';
import type { Call } from '../../../channel/call.ts';
import type { Channel } from '../../../channel/channel.ts';
import type { PlayItem } from '../../../media/facade.ts';
import { promptsPort } from '../../../pbx/ports/prompts.ts';

/** L(x[:y[:z]]) in milliseconds; undefined where it limits nothing. */
export interface TimeLimit {
  readonly limitMs: number;
  readonly warnMs: number;
  readonly repeatMs: number;
}

/** Reads L's parameter. Warnings that come later than the limit fall away, as in Asterisk. */
export function parseTimeLimit(call: Call, text: string): TimeLimit | undefined {
  const [limit = 0, warn = 0, repeat = 0] = text.split(':').map((part) => Number.parseInt(part, 10) || 0);
  if (limit <= 0) {
    call.warn(`Dial: L(${text}) limits nothing`);
    return undefined;
  }
  return { limitMs: limit, warnMs: warn > limit ? 0 : warn, repeatMs: repeat };
}

/** Warns both parties of the approaching end, as the LIMIT_ variables say. The returned function ends that. */
export function startWarnings(call: Call, callee: Channel, limit: TimeLimit): () => void {
  if (limit.warnMs <= 0) return () => {};
  const wanted = (name: string, fallback: boolean): boolean => {
    const value = call.get(name);
    return value === undefined || value === '' ? fallback : /^(?:yes|true|y|t|1|on)$/i.test(value);
  };
  const listeners = [
    ...(wanted('LIMIT_PLAYAUDIO_CALLER', true) ? [call.channel] : []),
    ...(wanted('LIMIT_PLAYAUDIO_CALLEE', false) ? [callee] : []),
  ];
  let leftMs = limit.warnMs;
  let timer: Timer;
  const warn = (): void => {
    const file = call.get('LIMIT_WARNING_FILE');
    const names = file && file !== 'timeleft' ? [file] : timeLeft(leftMs);
    for (const channel of listeners) void playNames(call, channel, names);
    leftMs -= limit.repeatMs;
    if (limit.repeatMs > 0 && leftMs > 0) timer = call.clock.after(limit.repeatMs, warn);
  };
  timer = call.clock.after(limit.limitMs - limit.warnMs, warn);
  return () => timer.cancel();
}

/** Plays prompts to one party of a bridge, over what it hears. */
export async function playNames(call: Call, channel: Channel, names: readonly string[]): Promise<void> {
  if (!call.has(promptsPort)) return;
  const items: PlayItem[] = [];
  for (const name of names) {
    const prompt = await call.use(promptsPort).find(name, channel.settings.language);
    if (prompt) items.push(prompt.item);
  }
  if (items.length > 0) await channel.media?.play(items).done;
}

function timeLeft(ms: number): string[] {
  const seconds = Math.round(ms / 1000);
  const whole = seconds >= 60 ? Math.round(seconds / 60) : seconds;
  return ['vm-youhave', ...numberNames(whole), seconds >= 60 ? 'queue-minutes' : 'queue-seconds'];
}

function numberNames(n: number): string[] {
  if (n <= 20) return [`digits/${n}`];
  if (n < 100) return [`digits/${Math.floor(n / 10) * 10}`, ...(n % 10 > 0 ? [`digits/${n % 10}`] : [])];
  return [...String(n)].map((digit) => `digits/${digit}`);
}
