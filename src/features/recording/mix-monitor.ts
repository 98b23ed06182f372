import { rmSync } from 'node:fs';
import { extname } from 'node:path';
import type { Ms } from '../../base/duration.ts';
import { type AttachmentKey, defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';
import type { FileFormat, MediaLeg, Recording } from '../../media/facade.ts';
import type { DeliveredRecording } from '../../pbx/ports/mailboxes.ts';
import { Beeper } from './beeper.ts';
import { followChannel } from './follow-channel.ts';
import { interleave } from './interleave.ts';
import { openFolder, type RecordingHouse } from './recording-house.ts';
import { openTape, type Tape, type TapeSide } from './tape.ts';
import { mixMonitorMuted, mixMonitorStarted, mixMonitorStopped } from './topics.ts';

/** Where a recording goes. */
export interface TapeFile {
  /** As MIXMONITOR_FILENAME tells it. */
  readonly name: string;
  /** Absolute, with extension. */
  readonly path: string;
  readonly extension: string;
  /** Undefined for an extension that is no format. */
  readonly format: FileFormat | undefined;
}

/** What MixMonitor is to do. */
export interface MixMonitorSettings {
  /** Both sides mixed. */
  readonly mixed: TapeFile | undefined;
  /** The mixed file gets the sides as two channels instead. */
  readonly interleaved: boolean;
  /** Each side on its own: what the far end says, and what it hears. */
  readonly sides: Readonly<Record<TapeSide, TapeFile | undefined>>;
  readonly append: boolean;
  readonly onlyBridged: boolean;
  readonly gainDb: Readonly<Record<TapeSide, number>>;
  /** Beep so often while it is recorded; none where left out. */
  readonly beepEveryMs: number | undefined;
  readonly beepFirst: boolean;
  readonly beepLast: boolean;
  /** Run in the shell when it is over. */
  readonly command: string;
  readonly deleteAfter: boolean;
  /** Who gets a copy as a message: `box[@context][/folder]`. */
  readonly mailboxes: readonly string[];
  /** The message shows the channel's own caller id, not the connected one. */
  readonly ownCallerId: boolean;
}

const monitorsKey: AttachmentKey<MixMonitor[]> = defineAttachment('mix-monitors');

let serial = 0;

/** The recordings of a channel by MixMonitor, oldest first. */
export function mixMonitorsOf(channel: Channel): readonly MixMonitor[] {
  return channel.attachments.get(monitorsKey) ?? [];
}

/** The recording of that id; the newest where none is given. */
export function findMixMonitor(channel: Channel, id: string): MixMonitor | undefined {
  const all = mixMonitorsOf(channel);
  return id === '' ? all.at(-1) : all.find((one) => one.id === id);
}

/** One recording of a channel, under way until {@link stop} or the channel's end. */
export class MixMonitor {
  readonly id = `0x${(0x7f0000000000 + 0x1000 * ++serial).toString(16)}`;
  readonly settings: MixMonitorSettings;
  readonly #house: RecordingHouse;
  readonly #channel: Channel;
  readonly #tapes: Tape[] = [];
  readonly #recordings: Recording[] = [];
  readonly #beeper: Beeper;
  readonly #unfollow: () => void;
  readonly #origin: Omit<DeliveredRecording, 'base' | 'extension' | 'lastedMs'>;
  #over = false;

  /** Begins at once. @param leg the channel's audio. */
  constructor(house: RecordingHouse, channel: Channel, leg: MediaLeg, settings: MixMonitorSettings) {
    this.#house = house;
    this.#channel = channel;
    this.settings = settings;
    this.#beeper = new Beeper(house, channel, leg);
    const { context, exten, priority } = channel.position;
    this.#origin = {
      caller: settings.ownCallerId ? channel.parties.caller : channel.parties.connected,
      channelName: channel.name,
      at: { context, exten, priority },
      begunMs: house.clock.now(),
    };
    house.log.verbose(2, `Begin MixMonitor Recording ${channel.name}`);
    const { mixed } = settings;
    if (mixed && settings.interleaved)
      for (const side of ['from', 'to'] as const)
        this.#open(leg, [side], { ...mixed, path: channelPath(mixed, side) }, false);
    else if (mixed) this.#open(leg, ['from', 'to'], mixed);
    for (const side of ['from', 'to'] as const) {
      const file = settings.sides[side];
      if (file) this.#open(leg, [side], file);
    }
    if (settings.onlyBridged) this.#pause(channel.bridgeId === undefined);
    this.#unfollow = followChannel(house.bus, channel, {
      bridged: (on) => {
        if (settings.onlyBridged) this.#pause(!on);
      },
      gone: () => void this.#end(),
    });
    channel.attachments.ensure(monitorsKey, () => []).push(this);
    if (settings.beepFirst) void this.#beeper.beep();
    if (settings.beepEveryMs !== undefined) this.#beeper.every(settings.beepEveryMs);
    house.bus.publish(mixMonitorStarted, channel.snapshot());
  }

  /** Ends it by somebody's wish. */
  stop(): void {
    if (this.#over) return;
    this.#house.bus.publish(mixMonitorStopped, this.#channel.snapshot());
    void this.#end();
  }

  /** Leaves out what comes from the far end (`read`), what goes there, or both; or takes it in again. */
  mute(direction: 'read' | 'write' | 'both', on: boolean): void {
    for (const tape of this.#tapes) {
      if (direction !== 'write') tape.mute('from', on);
      if (direction !== 'read') tape.mute('to', on);
    }
    this.#house.bus.publish(mixMonitorMuted, { channel: this.#channel.snapshot(), direction, muted: on });
  }

  #open(
    leg: MediaLeg,
    sides: readonly TapeSide[],
    { path, extension, format }: TapeFile,
    append = this.settings.append,
  ): void {
    const { media, log } = this.#house;
    if (!format) {
      log.warning(`No such format '${extension}'`);
      log.error(`Cannot open ${path}`);
      return;
    }
    if (!openFolder(path, log)) return;
    const tape = openTape(media, leg, sides, this.settings.gainDb);
    const recording = tape.record({ path, format, append, keepSilence: true });
    void recording.done.then((end) => {
      if (end.reason === 'failed') log.error(`Cannot open ${end.message}`);
    });
    this.#tapes.push(tape);
    this.#recordings.push(recording);
  }

  #pause(on: boolean): void {
    for (const recording of this.#recordings) recording.pause(on);
  }

  #deliver({ path, extension }: TapeFile, lastedMs: Ms): void {
    const { log, mailboxes } = this.#house;
    const written = extname(path);
    for (const mailbox of this.settings.mailboxes) {
      const refused = mailboxes.deliver(mailbox, {
        base: path.slice(0, path.length - written.length),
        extension: written.slice(1) || extension,
        ...this.#origin,
        lastedMs,
      });
      if (refused !== undefined) log.warning(`Failed to copy a recording to voicemail: ${refused}`);
    }
  }

  async #end(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    const { log, processes } = this.#house;
    const { command, deleteAfter, mixed, sides, beepLast, interleaved, append } = this.settings;
    this.#unfollow();
    const list = this.#channel.attachments.get(monitorsKey);
    list?.splice(list.indexOf(this), 1);
    for (const recording of this.#recordings) recording.stop();
    const [first] = await Promise.all(this.#recordings.map(({ done }) => done));
    for (const tape of this.#tapes) tape.close();
    if (mixed && interleaved && first?.reason !== 'failed') {
      const fault = await interleave(channelPath(mixed, 'from'), channelPath(mixed, 'to'), mixed.path, append);
      if (fault !== undefined) log.error(`Cannot write ${mixed.path}: ${fault}`);
    }
    if (mixed) log.verbose(2, 'MixMonitor close filestream (mixed)');
    if (mixed && first && first.reason !== 'failed') this.#deliver(mixed, first.durationMs);
    if (beepLast && !this.#channel.released) await this.#beeper.beep();
    this.#beeper.close();
    if (command !== '') {
      log.verbose(2, `Executing [${command}]`);
      const { failure } = await processes.shell(command);
      if (failure !== undefined) log.warning(`MixMonitor cannot run '${command}': ${failure}`);
    }
    if (deleteAfter) for (const file of [mixed, sides.from, sides.to]) if (file) rmSync(file.path, { force: true });
    log.verbose(2, `End MixMonitor Recording ${this.#channel.name}`);
  }
}

/** Where one channel of an interleaved recording is kept until it is complete. */
function channelPath({ path }: TapeFile, side: TapeSide): string {
  return `${path}.${side}`;
}
