import { dirname, extname, join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';
import { messageOf } from '../../base/errors.ts';
import type { EventBus, Topic } from '../../base/event-bus.ts';
import type { Logger } from '../../base/log.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { nextBridgeId } from '../../channel/bridge/bridge-id.ts';
import { cause } from '../../channel/cause.ts';
import {
  type BridgeSnapshot,
  bridgeCreated,
  bridgeDestroyed,
  bridgeEntered,
  bridgeLeft,
} from '../../channel/events.ts';
import type { MediaEngine, MediaRoom, PlayItem, Recording } from '../../media/facade.ts';
import { fileFormat } from '../../media/file-format.ts';
import type { Prompts } from '../../pbx/ports/prompts.ts';
import { countPrompts } from './count-prompts.ts';
import type { Participant } from './participant.ts';
import type { RoomSettings } from './settings.ts';
import {
  type ConferenceKind,
  type ConferenceSnapshot,
  conferenceEnded,
  conferenceLocked,
  conferenceRecorded,
  conferenceRecordingStopped,
  conferenceStarted,
  conferenceUnlocked,
  type ParticipantSnapshot,
  participantAsked,
  participantJoined,
  participantLeft,
  participantMuteChanged,
  participantTalked,
} from './topics.ts';

/** What conferences need. */
export interface ConferenceHouse {
  readonly kind: ConferenceKind;
  readonly media: MediaEngine;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Logger;
  readonly prompts: Prompts;
  /** Folder of recordings without a name of their own: astspooldir/monitor. */
  readonly recordings: string;
}

/** One conference: who is in it, who waits, and what is heard. It lives while somebody is in it. */
export class Conference {
  readonly name: string;
  readonly settings: RoomSettings;
  readonly startedMs: Ms;
  /** In the order in which they came. */
  readonly participants: Participant[] = [];
  readonly #house: ConferenceHouse;
  readonly #bridgeId: string;
  readonly #room: MediaRoom;
  readonly #over: () => void;
  #locked = false;
  #othersMuted = false;
  #lastNumber = 0;
  #recording: { readonly recording: Recording; readonly path: string } | undefined;
  #announcing: Promise<void> = Promise.resolve();
  #closed = false;

  /** @param over told when the last one has left. */
  constructor(house: ConferenceHouse, name: string, settings: RoomSettings, over: () => void) {
    this.name = name;
    this.settings = settings;
    this.startedMs = house.clock.now();
    this.#house = house;
    this.#over = over;
    this.#bridgeId = nextBridgeId(house.clock);
    this.#room = house.media.openRoom(settings.rate === undefined ? {} : { rate: settings.rate });
    house.bus.publish(bridgeCreated, this.#bridge);
    house.bus.publish(conferenceStarted, this.snapshot());
    if (settings.record) this.startRecording();
  }

  get kind(): ConferenceKind {
    return this.#house.kind;
  }

  get locked(): boolean {
    return this.#locked;
  }

  /** Nobody but administrators can be heard. */
  get othersMuted(): boolean {
    return this.#othersMuted;
  }

  /** Where it is recorded now. */
  get recordedTo(): string | undefined {
    return this.#recording?.path;
  }

  get markedCount(): number {
    return this.participants.filter(({ settings }) => settings.marked).length;
  }

  /** True if no more may come. */
  get full(): boolean {
    const { maxMembers } = this.settings;
    return maxMembers > 0 && this.participants.length >= maxMembers;
  }

  snapshot(): ConferenceSnapshot {
    return { kind: this.#house.kind, name: this.name, bridge: this.#bridge };
  }

  /** A number for the next who comes. */
  nextNumber(): number {
    return ++this.#lastNumber;
  }

  /** Counts somebody in: those who waited for it are let in. Its own part begins with {@link begin}. */
  enter(participant: Participant): void {
    const waited = this.participants.some(({ waiting }) => waiting);
    this.participants.push(participant);
    if (participant.settings.marked && this.markedCount === 1 && waited && !participant.settings.quiet)
      void this.announce([this.settings.sounds.begin]);
    this.settle();
  }

  /** It has heard what it was to hear alone, and takes part from now on. */
  begin(participant: Participant): void {
    const { channel } = participant;
    participant.ready = true;
    channel.bridgeId = this.#bridgeId;
    channel.touch();
    this.settle();
    this.#house.bus.publish(bridgeEntered, { bridge: this.#bridge, channel: channel.snapshot() });
    this.tell(participantJoined, participant);
  }

  /** Takes somebody out, and sees to those who stay. @returns true if these are to be told that their leader has left. */
  remove(participant: Participant): boolean {
    const index = this.participants.indexOf(participant);
    if (index < 0) return false;
    this.participants.splice(index, 1);
    participant.wantMusic(false);
    participant.place(this.#room, false, false);
    if (participant.ready) {
      const { channel } = participant;
      channel.bridgeId = undefined;
      channel.hangupCause ||= cause.normalClearing;
      channel.touch();
      this.#house.bus.publish(bridgeLeft, { bridge: this.#bridge, channel: channel.snapshot() });
      this.tell(participantLeft, participant);
    }
    const leaderless = participant.settings.marked && this.#markedLeft(participant);
    if (this.participants.length === 0) this.#close();
    else this.settle();
    const [last] = this.participants;
    if (this.participants.length === 1 && last?.settings.leavesAlone) last.leave('alone');
    return leaderless;
  }

  /** Puts everybody where they belong now: into the mix, to wait, to hear music. */
  settle(): void {
    const marked = this.markedCount > 0;
    for (const participant of this.participants)
      participant.waiting = participant.settings.waitMarked && !participant.settings.marked && !marked;
    const active = this.participants.filter(({ waiting }) => !waiting).length;
    for (const participant of this.participants) {
      const { settings, waiting, ready } = participant;
      participant.place(this.#room, ready && !waiting, this.isHeard(participant));
      participant.wantMusic(ready && settings.musicWhenEmpty && (waiting || active === 1));
    }
  }

  /** Whether nobody has muted it. */
  isHeard({ muted, settings }: Participant): boolean {
    return !muted && (settings.admin || !this.#othersMuted);
  }

  /** Mutes somebody, or lets it be heard again. @param bySelf it has done so itself. */
  mute(participant: Participant, muted: boolean, bySelf = false): void {
    if (participant.muted === muted) return;
    participant.muted = muted;
    participant.mutedBySelf = muted && bySelf;
    this.settle();
    this.#house.bus.publish(participantMuteChanged, { ...this.#snapshotOf(participant), muted });
    if (!muted) this.#ask(participant, false);
  }

  /** Somebody who is muted asks to be heard. @returns whether it asks now. */
  askToTalk(participant: Participant): boolean {
    if (!this.isHeard(participant)) this.#ask(participant, true);
    return participant.asksToTalk;
  }

  #ask(participant: Participant, asking: boolean): void {
    if (participant.asksToTalk === asking) return;
    participant.asksToTalk = asking;
    this.#house.bus.publish(participantAsked, { ...this.#snapshotOf(participant), asking });
  }

  /** Mutes all who are no administrators, or lets them be heard again. */
  muteOthers(muted: boolean): void {
    this.#othersMuted = muted;
    this.settle();
    for (const one of this.participants) if (this.isHeard(one)) this.#ask(one, false);
  }

  /** Lets nobody more in, or does again. */
  lock(locked: boolean): void {
    this.#locked = locked;
    this.#house.bus.publish(locked ? conferenceLocked : conferenceUnlocked, this.snapshot());
  }

  /** Plays prompts to all who take part, one announcement after another. Resolves when they have been heard. */
  announce(names: readonly (string | PlayItem)[]): Promise<void> {
    const heard = this.#announcing.then(() => this.#play(names));
    this.#announcing = heard;
    return heard;
  }

  /** Tells all how many they are. */
  announceCount(): Promise<void> {
    return this.announce(countPrompts(this.settings.sounds, this.participants.length - 1));
  }

  /** Writes what is said to a file: the one that is named, or that of the settings. @returns false where that is done already. */
  startRecording(file?: string): boolean {
    if (this.#recording) return false;
    const path = this.#recordingPath(file);
    const format = fileFormat(path.slice(path.lastIndexOf('.') + 1));
    if (format === undefined) {
      this.#house.log.warning(`Conference ${this.name} cannot be recorded to ${path}: the format is not known`);
      return false;
    }
    try {
      makeFolder(dirname(path));
    } catch (error) {
      this.#house.log.warning(`Conference ${this.name} cannot be recorded to ${path}: ${messageOf(error)}`);
      return false;
    }
    const recording = this.#room.record({ path, format, append: this.settings.recordAppend, keepSilence: true });
    this.#recording = { recording, path };
    this.#house.log.verbose(3, `Conference ${this.name} is recorded to ${path}`);
    this.#house.bus.publish(conferenceRecorded, this.snapshot());
    void recording.done.then((end) => {
      if (end.reason === 'failed')
        this.#house.log.warning(`Conference ${this.name} is recorded no more: ${end.message}`);
      if (this.#recording?.recording === recording) this.#recording = undefined;
    });
    return true;
  }

  /** @returns false where nothing is recorded. */
  stopRecording(): boolean {
    if (!this.#recording) return false;
    this.#recording.recording.stop();
    this.#recording = undefined;
    this.#house.bus.publish(conferenceRecordingStopped, this.snapshot());
    return true;
  }

  /** Notes whether somebody talks, and tells it. */
  talked(participant: Participant, talking: boolean): void {
    participant.talking = talking;
    this.#house.bus.publish(participantTalked, { ...this.#snapshotOf(participant), talking });
  }

  /** Publishes something about somebody in it. */
  tell(topic: Topic<ParticipantSnapshot>, participant: Participant): void {
    this.#house.bus.publish(topic, this.#snapshotOf(participant));
  }

  #snapshotOf(participant: Participant): ParticipantSnapshot {
    return {
      conference: this.snapshot(),
      channel: participant.channel.snapshot(),
      number: participant.number,
      admin: participant.settings.admin,
      muted: !this.isHeard(participant),
      durationS: Math.floor((this.#house.clock.monotonic() - participant.joinedMs) / 1000),
    };
  }

  get #bridge(): BridgeSnapshot {
    return {
      id: this.#bridgeId,
      kind: 'base',
      creator: this.#house.kind === 'meetme' ? 'MeetMe' : 'ConfBridge',
      name: this.name,
      channels: this.participants.filter(({ ready }) => ready).length,
    };
  }

  /**
   * Who came for a marked one leaves with it, or waits again. @returns whether those who stay hear that it has left: in ConfBridge
   * all of them, in MeetMe those who wait.
   */
  #markedLeft(marked: Participant): boolean {
    const last = this.markedCount === 0;
    for (const participant of [...this.participants]) {
      const { settings } = participant;
      if (settings.endMarkedAny || (settings.endMarked && last)) participant.leave('marked-left');
    }
    const stay = this.participants.filter(({ leaving }) => leaving === undefined);
    if (!last) return false;
    if (this.#house.kind === 'meetme') return stay.some(({ settings }) => settings.waitMarked && !settings.quiet);
    return stay.length > 0 && !marked.settings.quiet;
  }

  async #play(names: readonly (string | PlayItem)[]): Promise<void> {
    const { log } = this.#house;
    const found: Array<{ readonly name: string; readonly item: PlayItem }> = [];
    for (const name of names) {
      if (name === '') continue;
      const item = typeof name === 'string' ? await this.#find(name) : name;
      if (!item) continue;
      const path = item.kind === 'file' ? item.path : '.slin';
      found.push({ name: typeof name === 'string' ? name + extname(`x${path}`) : path, item });
    }
    for (const { name, item } of found) {
      if (this.#closed) return;
      log.verbose(3, `<CBAnn/${this.name}> Playing '${name}' (language '${this.settings.language}')`);
      const end = await this.#room.play([item]).done;
      if (end.reason === 'failed') log.warning(`${end.path} cannot be played: ${end.message}`);
    }
  }

  async #find(name: string): Promise<PlayItem | undefined> {
    const found = await this.#house.prompts.find(name, this.settings.language);
    if (!found || found.standIn) this.#house.log.warning(`File ${name} does not exist in any format`);
    return found?.item;
  }

  #recordingPath(file: string | undefined): string {
    const seconds = Math.floor(this.#house.clock.now() / 1000);
    const { recordFile, recordTimestamp } = this.settings;
    if (file !== undefined) return file;
    if (recordFile === undefined) return join(this.#house.recordings, `confbridge-${this.name}-${seconds}.wav`);
    if (!recordTimestamp) return recordFile;
    const dot = recordFile.lastIndexOf('.');
    return dot < 0 ? `${recordFile}-${seconds}` : `${recordFile.slice(0, dot)}-${seconds}${recordFile.slice(dot)}`;
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.stopRecording();
    this.#room.close();
    this.#house.bus.publish(conferenceEnded, this.snapshot());
    this.#house.bus.publish(bridgeDestroyed, this.#bridge);
    this.#over();
  }
}
