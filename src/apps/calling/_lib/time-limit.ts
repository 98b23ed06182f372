import type { Timer } from '../../../base/clock.ts';
import type { Ms } from '../../../base/duration.ts';
import { saysYes } from '../../../base/switch-word.ts';
import type { Call } from '../../../channel/call.ts';
import type { Channel } from '../../../channel/channel.ts';
import { isInterruption } from '../../../channel/hangup.ts';
import { playPrompts } from '../../../channel/prompt/play.ts';
import { promptsPort } from '../../../pbx/ports/prompts.ts';
import { numberPrompts } from '../../../say/number.ts';

/** L(x[:y[:z]]), and who hears what. */
export interface TimeLimit {
  readonly limitMs: Ms;
  /** So long before the end; 0 for no warning. */
  readonly warnMs: Ms;
  /** Again every so often; 0 for once. */
  readonly repeatMs: Ms;
  readonly toCaller: boolean;
  readonly toCallee: boolean;
  readonly connectFile: string;
  /** `timeleft` tells the time that is left. */
  readonly warningFile: string;
  readonly endFile: string;
}

/** Reads L's parameter and the LIMIT_ variables; undefined, with a warning, where it limits nothing. */
export function parseTimeLimit(call: Call, text: string): TimeLimit | undefined {
  const [limitMs = 0, warnMs = 0, repeatMs = 0] = text.split(':').map((part) => Number.parseInt(part, 10) || 0);
  if (limitMs <= 0) {
    call.log.warning(`Dial does not accept L(${text})`);
    return undefined;
  }
  const flag = (name: string, fallback: boolean): boolean => {
    const value = call.get(name) ?? '';
    return value === '' ? fallback : saysYes(value);
  };
  const toCallee = flag('LIMIT_PLAYAUDIO_CALLEE', false);
  const toCaller = flag('LIMIT_PLAYAUDIO_CALLER', true) || !toCallee;
  const limit: TimeLimit = {
    limitMs,
    warnMs: warnMs > limitMs ? 0 : warnMs,
    repeatMs,
    toCaller,
    toCallee,
    connectFile: call.get('LIMIT_CONNECT_FILE') ?? '',
    warningFile: call.get('LIMIT_WARNING_FILE') || 'timeleft',
    endFile: call.get('LIMIT_TIMEOUT_FILE') ?? '',
  };
  tell(call, limit);
  return limit;
}

function tell(call: Call, limit: TimeLimit): void {
  const span = (ms: Ms): string => `${ms} ms (${(ms / 1000).toFixed(3)} s)`;
  const yes = (value: boolean): string => (value ? 'yes' : 'no');
  for (const line of [
    'Limit Data for this call:',
    `timelimit      = ${span(limit.limitMs)}`,
    `play_warning   = ${span(limit.warnMs)}`,
    `play_to_caller = ${yes(limit.toCaller)}`,
    `play_to_callee = ${yes(limit.toCallee)}`,
    `warning_freq   = ${span(limit.repeatMs)}`,
    `start_sound    = ${limit.connectFile}`,
    `warning_sound  = ${limit.warningFile}`,
    `end_sound      = ${limit.endFile}`,
  ])
    call.log.verbose(4, line);
}

/** Plays what goes with a limit while two parties talk. Its owner closes it. */
export class LimitPrompts {
  readonly #call: Call;
  readonly #limit: TimeLimit;
  readonly #listeners: readonly Channel[];
  #timer: Timer | undefined;

  constructor(call: Call, callee: Channel, limit: TimeLimit) {
    this.#call = call;
    this.#limit = limit;
    this.#listeners = [...(limit.toCaller ? [call.channel] : []), ...(limit.toCallee ? [callee] : [])];
  }

  /** The two have been joined. */
  begin(): void {
    const { connectFile, warnMs, limitMs } = this.#limit;
    if (connectFile !== '') void this.#play(connectFile, limitMs);
    if (warnMs > 0) this.#warnIn(limitMs - warnMs, warnMs);
  }

  /** The time is up. */
  async end(): Promise<void> {
    if (this.#limit.endFile !== '') await this.#play(this.#limit.endFile, 0);
  }

  close(): void {
    this.#timer?.cancel();
  }

  #warnIn(afterMs: Ms, leftMs: Ms): void {
    this.#timer = this.#call.clock.after(afterMs, () => {
      void this.#play(this.#limit.warningFile, leftMs);
      const { repeatMs } = this.#limit;
      if (repeatMs > 0 && leftMs > repeatMs) this.#warnIn(repeatMs, leftMs - repeatMs);
    });
  }

  async #play(file: string, leftMs: Ms): Promise<void> {
    const names = file === 'timeleft' ? timeLeft(leftMs) : [file];
    await Promise.all(this.#listeners.map((channel) => playTo(this.#call, channel, names)));
  }
}

/** Plays prompts to a channel over what it hears, as long as it is there. Never rejects for its end. */
export async function playTo(call: Call, channel: Channel, names: readonly string[]): Promise<readonly string[]> {
  if (!call.has(promptsPort)) return names;
  try {
    const { failed } = await playPrompts(channel, names, {
      sounds: call.use(promptsPort),
      log: call.log,
      signal: channel.hangupSignal,
    });
    return failed;
  } catch (reason) {
    if (!isInterruption(reason)) throw reason;
    return [];
  }
}

function timeLeft(leftMs: Ms): string[] {
  const seconds = Math.round(leftMs / 1000);
  const minutes = Math.floor(seconds / 60);
  return [
    'vm-youhave',
    ...(minutes > 0 ? [...numberPrompts(minutes), minutes === 1 ? 'minute' : 'minutes'] : []),
    ...(seconds % 60 > 0 || minutes === 0 ? [...numberPrompts(seconds % 60), 'seconds'] : []),
  ];
}
