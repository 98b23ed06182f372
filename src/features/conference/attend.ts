import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { untilAborted } from '../../base/until-aborted.ts';
import type { Call } from '../../channel/call.ts';
import { DigitStream } from '../../channel/prompt/digit-stream.ts';
import { type PlayOutcome, playPrompts } from '../../channel/prompt/play.ts';
import { musicPort } from '../../pbx/ports/music.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import type { Conference } from './conference.ts';
import { countPrompts } from './count-prompts.ts';
import { type LeaveReason, Leaving, Participant } from './participant.ts';
import { type NameTeller, recordName } from './record-name.ts';
import type { ParticipantSettings } from './settings.ts';

/** Sees to the digits that somebody presses in a conference. */
export interface DigitKeeper {
  /** The name of the menu, for listings. */
  readonly name: string;
  /**
   * Takes digits from `stream` until the participant is to leave by one. Rejects with the participant's signal.
   * What it does not want may go to the others by {@link Attendance.passDigit}.
   */
  run(attendance: Attendance, stream: DigitStream): Promise<void>;
}

/** One call's part in one conference, from the first prompt to the last. */
export class Attendance {
  readonly call: Call;
  readonly conference: Conference;
  readonly participant: Participant;
  readonly #keeper: DigitKeeper;
  #stream: DigitStream | undefined;
  /** Where its spoken name lies; removed once nobody wants it any more. */
  #namePath: string | undefined;

  /** @param namePath a recording of its name, made before it came; with it none is made. */
  constructor(
    call: Call,
    conference: Conference,
    settings: ParticipantSettings,
    keeper: DigitKeeper,
    namePath?: string,
  ) {
    this.call = call;
    this.conference = conference;
    this.#keeper = keeper;
    this.participant = new Participant(call, settings, {
      number: conference.nextNumber(),
      menu: keeper.name,
      music: call.has(musicPort) ? call.use(musicPort) : undefined,
    });
    this.#takeName(namePath);
  }

  /**
   * Takes part until somebody or something ends that. Hangups and other interruptions of the call pass through, after
   * the others have been told.
   */
  async run(): Promise<LeaveReason> {
    const { conference, participant } = this;
    conference.enter(participant);
    const closers: Array<() => void> = [];
    try {
      await this.#greet();
      const { quiet, hearOwnJoinSound } = participant.settings;
      const { spokenName, waiting } = participant;
      if (!quiet && spokenName && !waiting)
        void conference.announce([spokenName, conference.settings.sounds.hasJoined]);
      if (!quiet && !hearOwnJoinSound) await conference.announce([conference.settings.sounds.join]);
      conference.begin(participant);
      closers.push(this.#watch());
      if (!quiet && hearOwnJoinSound) void conference.announce([conference.settings.sounds.join]);
      const stream = new DigitStream(this.call.channel);
      this.#stream = stream;
      closers.push(() => stream.close());
      await this.#keeper.run(this, stream);
      participant.leave('digit');
    } catch (error) {
      if (!(error instanceof Leaving)) throw error;
    } finally {
      for (const close of closers.reverse()) close();
      const joined = participant.ready;
      const leaderless = conference.remove(participant);
      if (joined) this.#announceLeave();
      else this.#forgetName();
      if (leaderless) void conference.announce([conference.settings.sounds.leaderHasLeft]);
    }
    const reason = participant.leaving ?? 'digit';
    await this.#farewell(reason);
    return reason;
  }

  /** Plays prompts to this participant alone. @param interruptedBy whether a digit ends that; it is told and counts no more. */
  async say(names: readonly string[], interruptedBy?: (digit: string) => boolean): Promise<PlayOutcome> {
    const early = interruptedBy && this.#stream?.take();
    if (early !== undefined) return { digit: early, failed: [] };
    const { participant } = this;
    const outcome = await participant.alone(() => this.#play(names, participant.signal, interruptedBy));
    if (outcome.digit !== undefined) this.#stream?.take();
    return outcome;
  }

  /** Does something with this participant alone that may read digits itself. */
  async aside(work: () => Promise<unknown>): Promise<void> {
    await this.participant.alone(work);
    this.forgetDigits();
  }

  /** What has been pressed until now counts no more. */
  forgetDigits(): void {
    this.#stream?.drop();
  }

  /** Sends a digit to all others who take part. */
  passDigit(digit: string): void {
    for (const other of this.conference.participants)
      if (other !== this.participant && !other.waiting && other.ready) other.channel.sendDigit(digit, 100);
  }

  #play(names: readonly string[], signal: AbortSignal, interruptedBy?: (digit: string) => boolean) {
    const { call } = this;
    return playPrompts(call.channel, names, {
      sounds: call.use(promptsPort),
      log: call.log,
      signal,
      ...(interruptedBy && { interruptedBy }),
    });
  }

  /** What somebody hears who comes. */
  async #greet(): Promise<void> {
    const { conference, participant } = this;
    const { settings } = participant;
    const { sounds } = conference.settings;
    if (settings.announcement !== '') await this.say([settings.announcement]);
    await this.#findName(settings.announceMailbox);
    const { announceJoinLeave } = settings;
    if (announceJoinLeave !== 'no' && !participant.spokenName) {
      const teller: NameTeller = {
        call: this.call,
        signal: participant.signal,
        say: (names, interruptedBy) => this.say(names, interruptedBy),
        alone: (work) => participant.alone(work),
      };
      this.#takeName(await recordName(teller, conference.name, announceJoinLeave === 'review'));
    }
    const others = conference.participants.filter((one) => one !== participant && !one.waiting).length;
    const prompts: string[] = [];
    if (!settings.quiet) {
      if (participant.waiting) prompts.push(sounds.waitForLeader);
      else if (others === 0 && settings.announceOnlyUser) prompts.push(sounds.onlyPerson);
      else if (settings.announceCount) prompts.push(...countPrompts(sounds, others));
    }
    if (prompts.length > 0) await this.say(prompts);
    const { announceCountAllAbove } = settings;
    if (announceCountAllAbove !== undefined && conference.participants.length > announceCountAllAbove && others > 0)
      await Promise.race([conference.announceCount(), untilAborted(participant.signal)]);
  }

  #takeName(path: string | undefined): void {
    if (path === undefined) return;
    this.#namePath = path;
    this.participant.spokenName = { kind: 'file', path };
  }

  #announceLeave(): void {
    const { conference, participant } = this;
    if (participant.settings.quiet || conference.participants.length === 0) {
      this.#forgetName();
      return;
    }
    const { sounds } = conference.settings;
    const name = participant.spokenName ? [participant.spokenName, sounds.hasLeft] : [];
    void conference.announce([...name, sounds.leave]).then(() => this.#forgetName());
  }

  #forgetName(): void {
    if (this.#namePath !== undefined) rmSync(this.#namePath, { force: true });
  }

  /** What somebody hears who has to go. */
  async #farewell(reason: LeaveReason): Promise<void> {
    const { conference } = this;
    const { sounds } = conference.settings;
    this.call.throwIfInterrupted();
    if (reason !== 'kicked' && reason !== 'marked-left') return;
    // ConfBridge() says the same to who leaves with the marked one and to who is sent out; MeetMe() says why.
    if (reason === 'kicked' || conference.kind === 'confbridge') await this.#play([sounds.kicked], this.call.signal);
    else if (!this.participant.settings.quiet) await this.#play([sounds.leaderHasLeft], this.call.signal);
  }

  /** Watches its time and its talking until the returned function is called. */
  #watch(): () => void {
    const { call, conference, participant } = this;
    const { timeoutMs, talkDetection } = participant.settings;
    const { media } = call.channel;
    const timer = timeoutMs > 0 ? call.clock.after(timeoutMs, () => participant.leave('timeout')) : undefined;
    const before = media?.listener.onTalk;
    if (media && talkDetection) {
      media.detectTalk(talkDetection);
      media.listener.onTalk = (talking) => conference.talked(participant, talking);
    }
    return () => {
      timer?.cancel();
      if (!media || !talkDetection) return;
      media.detectTalk(null);
      if (before) media.listener.onTalk = before;
      else delete media.listener.onTalk;
    };
  }

  /** The spoken name of a mailbox, where it has one. */
  async #findName(mailbox: string | undefined): Promise<void> {
    if (mailbox === undefined) return;
    const [box = '', context = ''] = mailbox.split('@');
    // A name is one folder: nothing leads out of the mailboxes.
    if (!/^[^/]+$/.test(box) || /[/]/.test(context) || box.startsWith('.') || context.startsWith('.')) return;
    const { spool } = this.call.use(systemPort).directories;
    const path = join(spool, 'voicemail', context || 'default', box, 'greet');
    const prompts = this.call.use(promptsPort);
    const { language } = this.call.channel.settings;
    if (!prompts.exists(path, language)) return;
    this.participant.spokenName = (await prompts.find(path, language))?.item;
  }
}
