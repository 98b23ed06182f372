import { existsSync, renameSync, rmSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { type AttachmentKey, defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';
import type { FileFormat, MediaLeg, Recording } from '../../media/facade.ts';
import { extensionOf } from '../../media/file-format.ts';
import { Beeper } from './beeper.ts';
import { followChannel } from './follow-channel.ts';
import { openFolder, type RecordingHouse } from './recording-house.ts';
import { openTape, type Tape } from './tape.ts';
import { monitorStarted, monitorStopped } from './topics.ts';

/** What Monitor is to do. */
export interface MonitorSettings {
  readonly format: FileFormat;
  /** The name without `-in` and `-out` and the extension; absolute. */
  readonly base: string;
  /** Put both sides into one file in the end. */
  readonly mix: boolean;
  readonly input: boolean;
  readonly output: boolean;
  readonly beepEveryMs: number | undefined;
}

const monitorKey: AttachmentKey<Monitor> = defineAttachment('monitor');

/** The recording of a channel by Monitor, if there is one. */
export function monitorOf(channel: Channel): Monitor | undefined {
  return channel.attachments.get(monitorKey);
}

/** Where a name lies that Monitor is given; one made of the time and the channel where it is given none. */
export function monitorBase(house: RecordingHouse, channel: Channel, written: string): string {
  const name = written || `${Math.floor(house.clock.now() / 1000)}-${channel.name.replaceAll('/', '-')}`;
  return isAbsolute(name) ? name : join(house.folder, name);
}

const FLAT = { from: 0, to: 0 };
const SIDES = ['in', 'out'] as const;

/** The recording of a channel's two sides in two files, until {@link stop} or the channel's end. */
export class Monitor {
  readonly #house: RecordingHouse;
  readonly #channel: Channel;
  readonly #settings: MonitorSettings;
  readonly #tapes: Tape[] = [];
  readonly #recordings: Recording[] = [];
  readonly #beeper: Beeper;
  readonly #unfollow: () => void;
  /** What the files are to be called in the end. */
  #finalBase: string;
  #mix: boolean;
  #over = false;

  /** Begins at once. @param leg the channel's audio. */
  constructor(house: RecordingHouse, channel: Channel, leg: MediaLeg, settings: MonitorSettings) {
    this.#house = house;
    this.#channel = channel;
    this.#settings = settings;
    this.#finalBase = settings.base;
    this.#mix = settings.mix;
    this.#beeper = new Beeper(house, channel, leg);
    if (openFolder(settings.base, house.log)) {
      if (settings.input) this.#open(leg, ['from'], 'in');
      if (settings.output) this.#open(leg, ['to'], 'out');
      // mixed from the beginning, for whoever wants it in the end
      if (settings.input && settings.output) this.#open(leg, ['from', 'to'], 'mixed');
    }
    this.#unfollow = followChannel(house.bus, channel, { gone: () => void this.stop() });
    channel.attachments.set(monitorKey, this);
    if (settings.beepEveryMs !== undefined) this.#beeper.every(settings.beepEveryMs);
    channel.variables.set('__MONITORED', 'true');
    house.bus.publish(monitorStarted, channel.snapshot());
  }

  /** Leaves out what is said from now on, or goes on. */
  pause(on: boolean): void {
    for (const recording of this.#recordings) recording.pause(on);
  }

  /** Gives the files another name in the end. @param base absolute. */
  rename(base: string): void {
    this.#finalBase = base;
  }

  /** Whether both sides are put into one file in the end. */
  joinFiles(on: boolean): void {
    this.#mix = on;
  }

  /** Ends it; resolves when the files are complete, and mixed where that is wanted. Idempotent. */
  async stop(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    this.#unfollow();
    this.#channel.attachments.delete(monitorKey);
    this.#beeper.close();
    for (const recording of this.#recordings) recording.stop();
    await Promise.all(this.#recordings.map(({ done }) => done));
    for (const tape of this.#tapes) tape.close();
    this.#house.bus.publish(monitorStopped, this.#channel.snapshot());
    await this.#finish();
  }

  #open(leg: MediaLeg, sides: ReadonlyArray<'from' | 'to'>, suffix: string): void {
    const { media, log } = this.#house;
    const path = this.#path(this.#settings.base, suffix);
    const tape = openTape(media, leg, sides, FLAT);
    const recording = tape.record({ path, format: this.#settings.format, append: false, keepSilence: true });
    void recording.done.then((end) => {
      if (end.reason === 'failed') log.warning(`Could not create file ${end.message}`);
    });
    this.#tapes.push(tape);
    this.#recordings.push(recording);
  }

  #path(base: string, suffix: string): string {
    return `${base}${suffix && `-${suffix}`}.${extensionOf(this.#settings.format)}`;
  }

  async #finish(): Promise<void> {
    const { base, input, output } = this.#settings;
    const final = this.#finalBase;
    const { log, processes } = this.#house;
    if (final !== base && openFolder(final, log))
      for (const side of SIDES) this.#move(this.#path(base, side), this.#path(final, side));
    const mixed = this.#path(base, 'mixed');
    const program = this.#channel.variables.get('MONITOR_EXEC') ?? '';
    const wanted = this.#mix && input && output;
    if (!wanted || program !== '') rmSync(mixed, { force: true });
    if (!wanted) return;
    const files = [this.#path(final, 'in'), this.#path(final, 'out'), this.#path(final, '')];
    if (program === '') {
      this.#move(mixed, this.#path(final, ''));
      for (const side of SIDES) rmSync(this.#path(final, side), { force: true });
      return;
    }
    const more = this.#channel.variables.get('MONITOR_EXEC_ARGS') ?? '';
    const command = `${program} ${files.map((file) => `"${file}"`).join(' ')} ${more}`.trim();
    const { failure } = await processes.shell(command);
    if (failure !== undefined) log.warning(`Execute of ${command} failed: ${failure}`);
  }

  #move(from: string, to: string): void {
    try {
      if (existsSync(from)) renameSync(from, to);
    } catch (error) {
      this.#house.log.warning(`Cannot rename ${from} to ${to}: ${messageOf(error)}`);
    }
  }
}
