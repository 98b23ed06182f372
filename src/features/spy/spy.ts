import { join } from 'node:path';
import { type Call, goto, type Outcome } from '../../channel/call.ts';
import type { Channel } from '../../channel/channel.ts';
import { DigitStream } from '../../channel/prompt/digit-stream.ts';
import { playPrompts } from '../../channel/prompt/play.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { eventsPort } from '../../pbx/ports/events.ts';
import { mailboxesPort } from '../../pbx/ports/mailboxes.ts';
import { mediaPort } from '../../pbx/ports/media.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { digitPrompts } from '../../say/characters.ts';
import { byPrefix, type ChannelFilter, deviceOf, mayHear, spyingKey } from './choose-channel.ts';
import { modeOf, type SpyMode, type SpyOptions, volumeOf } from './spy-options.ts';
import { SpySession } from './spy-session.ts';
import { spyingStarted, spyingStopped } from './topics.ts';

/** How long a digit may take between two rounds of all channels: after somebody was heard, and after nobody was. */
const BETWEEN_ROUNDS_MS = { heard: 100, nobody: 5000 };
const MODES: Readonly<Record<string, SpyMode>> = { 4: 'listen', 5: 'whisper', 6: 'barge' };

/** Which channels are to be heard. */
export interface SpyWish {
  readonly filter: ChannelFilter;
  /** What digits and # are put behind to choose a channel; undefined where they choose none. */
  readonly prefix: string | undefined;
  readonly options: SpyOptions;
}

/** Why it is listened to a channel no more. */
type Heard =
  | { readonly kind: 'gone' | 'next' | 'exit' }
  | { readonly kind: 'goto'; readonly exten: string }
  | { readonly kind: 'choose'; readonly digits: string };

/** Listens to one channel after another until the caller hangs up or an option ends it. */
export async function spy(call: Call, wish: SpyWish): Promise<Outcome> {
  const { channel } = call;
  if (!channel.isUp) await channel.answer();
  call.throwIfInterrupted();
  channel.attachments.set(spyingKey, true);
  try {
    return await new Spy(call, wish).run();
  } finally {
    channel.attachments.delete(spyingKey);
  }
}

class Spy {
  readonly #call: Call;
  readonly #wish: SpyWish;
  #filter: ChannelFilter;
  #volume: number;
  #mode: SpyMode;

  constructor(call: Call, wish: SpyWish) {
    this.#call = call;
    this.#wish = wish;
    this.#filter = wish.filter;
    this.#volume = volumeOf(call, wish.options);
    this.#mode = modeOf(wish.options);
  }

  async run(): Promise<Outcome> {
    const { options } = this.#wish;
    if (!options.has('q')) await this.#play(['beep']);
    let waitMs = BETWEEN_ROUNDS_MS.heard;
    for (;;) {
      const pressed = await this.#digit(waitMs);
      const exten = pressed !== undefined && this.#exitExtension(pressed);
      if (exten) return this.#leaveTo(exten);
      const round = await this.#round();
      if (round.outcome) return round.outcome;
      if (round.over || (round.count === 0 && options.has('S'))) return undefined;
      waitMs = round.count > 0 ? BETWEEN_ROUNDS_MS.heard : BETWEEN_ROUNDS_MS.nobody;
    }
  }

  /** Listens to each channel once. */
  async #round(): Promise<{ count: number; over: boolean; outcome?: Outcome }> {
    const { options, prefix } = this.#wish;
    const done = new Set<Channel>();
    for (;;) {
      const next = this.#next(done);
      if (!next) return { count: done.size, over: options.has('S') };
      done.add(next);
      await this.#announce(next);
      if (next.hungUp) continue;
      const heard = await this.#hear(next);
      switch (heard.kind) {
        case 'exit':
          return { count: done.size, over: true };
        case 'goto':
          return { count: done.size, over: true, outcome: this.#leaveTo(heard.exten) };
        case 'choose':
          this.#filter = byPrefix(`${prefix ?? ''}/${heard.digits}`, options);
          return { count: done.size, over: false };
        case 'gone':
          if (options.has('E')) return { count: done.size, over: true };
      }
    }
  }

  #next(done: ReadonlySet<Channel>): Channel | undefined {
    const { channel } = this.#call;
    const { options } = this.#wish;
    return this.#call
      .use(channelsPort)
      .list()
      .find((one) => !done.has(one) && this.#filter(one) && mayHear(channel, one, options));
  }

  /** Says who is heard next. */
  async #announce(channel: Channel): Promise<void> {
    const { options } = this.#wish;
    if (options.has('q') || options.has('N')) return;
    const device = deviceOf(channel);
    if (options.has('n')) {
      const [box = '', context = 'default'] = (options.parameter('n') ?? '').split('@');
      const mailbox = `${box || device}@${context || 'default'}`;
      if (this.#call.use(mailboxesPort).counts(mailbox) !== undefined) {
        await this.#call.use(dialplanPort).execute(this.#call, 'VMSayName', mailbox);
        return;
      }
    }
    const technology = options.has('s') ? [] : [`spy-${channel.technology.toLowerCase()}`];
    await this.#play([...technology, ...digitPrompts(device)]);
  }

  async #hear(target: Channel): Promise<Heard> {
    const { channel, log } = this.#call;
    const [spyer, spyee] = [channel.media, target.media];
    if (!spyer || !spyee) return { kind: 'gone' };
    const bus = this.#call.use(eventsPort);
    const { options } = this.#wish;
    const session = new SpySession(this.#call.use(mediaPort), spyer, target, spyee, {
      mode: this.#mode,
      volume: this.#volume,
      onlySaid: options.has('o'),
      recordTo: this.#recordTo(),
    });
    log.verbose(2, `Spying on channel ${target.name}`);
    bus.publish(spyingStarted, { spyer: channel.snapshot(), spyee: target.snapshot() });
    try {
      return await this.#obey(session, target);
    } finally {
      session.close();
      log.verbose(2, `Done Spying on channel ${target.name}`);
      bus.publish(spyingStopped, { spyer: channel.snapshot(), spyee: target.snapshot() });
    }
  }

  /** Does what the digits say until it is over. */
  async #obey(session: SpySession, target: Channel): Promise<Heard> {
    const { options, prefix } = this.#wish;
    const gone = new AbortController();
    const unfollow = target.whenHungUp(() => gone.abort());
    let typed = '';
    try {
      for (;;) {
        const digit = await this.#digit(undefined, gone.signal);
        if (digit === undefined) return { kind: 'gone' };
        const exten = this.#exitExtension(digit);
        if (exten) {
          this.#call.set('SPY_CHANNEL', target.name);
          return { kind: 'goto', exten };
        }
        if (digit === (options.parameter('c') || '*')) return { kind: 'next' };
        if (options.has('x') && digit === options.parameter('x')) return { kind: 'exit' };
        const mode = options.has('d') ? MODES[digit] : undefined;
        if (mode) session.setMode((this.#mode = mode));
        else if (digit !== '#') typed += digit;
        else if (typed !== '' && prefix !== undefined && !options.has('d') && !options.has('u'))
          return { kind: 'choose', digits: typed };
        else if (typed === '') session.setVolume((this.#volume = this.#volume >= 4 ? -4 : this.#volume + 1));
      }
    } finally {
      unfollow();
    }
  }

  /** The extension to which a digit leads under option X. */
  #exitExtension(digit: string): string | undefined {
    if (!this.#wish.options.has('X')) return undefined;
    const context = this.#exitContext();
    return this.#call.use(dialplanPort).exists({ context, exten: digit, priority: 1 }) ? digit : undefined;
  }

  #exitContext(): string {
    return this.#call.get('SPY_EXIT_CONTEXT') || this.#call.channel.position.context;
  }

  #leaveTo(exten: string): Outcome {
    return goto({ context: this.#exitContext(), exten, priority: 1 });
  }

  #recordTo(): string | undefined {
    const base = this.#wish.options.parameter('r');
    if (base === undefined) return undefined;
    const folder = join(this.#call.use(systemPort).directories.spool, 'monitor');
    return join(folder, `${base || 'chanspy'}.${Math.floor(this.#call.clock.now() / 1000)}.raw`);
  }

  async #play(prompts: readonly string[]): Promise<void> {
    const { channel, log, signal } = this.#call;
    await playPrompts(channel, prompts, { sounds: this.#call.use(promptsPort), log, signal });
  }

  /** The next digit; undefined where none comes in time, or `until` aborts. Rejects with the call's reason. */
  async #digit(withinMs: number | undefined, until?: AbortSignal): Promise<string | undefined> {
    const { channel, clock, signal } = this.#call;
    const stream = new DigitStream(channel);
    try {
      return await stream.next(clock, withinMs, until ? AbortSignal.any([signal, until]) : signal);
    } catch (reason) {
      if (until?.aborted && !signal.aborted) return undefined;
      throw reason;
    } finally {
      stream.close();
    }
  }
}
