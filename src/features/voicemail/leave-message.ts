import { rmSync } from 'node:fs';
import { formatDate } from '../../base/date-format.ts';
import { messageOf } from '../../base/errors.ts';
import { type Call, goto, type Outcome } from '../../channel/call.ts';
import type { DialplanTarget } from '../../channel/position.ts';
import type { PlayOutcome } from '../../channel/prompt/play.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { digitPrompts } from '../../say/characters.ts';
import { callerText } from './caller-text.ts';
import { MailboxVoice } from './mailbox-voice.ts';
import type { MessageFacts } from './message.ts';
import type { StoredMessage } from './message-store.ts';
import { playMail } from './play-mail.ts';
import { formatExtensions, recordInto } from './record-into.ts';
import { type ReviewChoice, reviewRecording } from './record-review.ts';
import { boxNumber, boxSwitch, boxText, type Mailbox } from './settings.ts';
import type { Voicemail } from './voicemail.ts';

/** How a message is to be taken. */
export interface LeaveOptions {
  readonly greeting: 'busy' | 'unavail' | undefined;
  /** Straight to the beep; `if-greeted`: only after a greeting of the owner's own. */
  readonly skipInstructions: 'never' | 'always' | 'if-greeted';
  readonly urgent: boolean;
  /** Marks the message as one of priority, which stays among the others. */
  readonly priority: boolean;
  /** The context in which single digits lead somewhere; undefined where they do not. */
  readonly digitContext: string | undefined;
  /** The prompt before the recording; empty for none. */
  readonly beep: string;
}

/** What VMSTATUS says. */
export type LeaveStatus = 'SUCCESS' | 'USEREXIT' | 'FAILED';

/** So long somebody who leaves for the operator may say whether the message is kept. */
const SAVE_KEY_MS = 3000;

let messages = 0;

/** Takes a message from somebody who is in a mailbox already: instructions and the beep. Rejects with the call's reason. */
export async function leaveMessage(
  call: Call,
  mail: Voicemail,
  boxes: readonly [Mailbox, ...Mailbox[]],
): Promise<void> {
  const how = {
    greeting: undefined,
    skipInstructions: 'never',
    urgent: false,
    priority: false,
    digitContext: undefined,
    beep: 'beep',
  } as const;
  await new MessageTaking(call, mail, boxes, how).take();
}

/** Plays the greeting, takes a message for the first mailbox, and gives a copy to the others. */
export class MessageTaking {
  readonly #call: Call;
  readonly #mail: Voicemail;
  readonly #boxes: readonly [Mailbox, ...Mailbox[]];
  readonly #options: LeaveOptions;
  readonly #exits: ReadonlyMap<string, DialplanTarget>;
  readonly #voice: MailboxVoice;
  #urgent: boolean;

  constructor(call: Call, mail: Voicemail, boxes: readonly [Mailbox, ...Mailbox[]], options: LeaveOptions) {
    this.#call = call;
    this.#mail = mail;
    this.#boxes = boxes;
    this.#options = options;
    this.#exits = this.#findExits();
    this.#voice = new MailboxVoice(call, mail, boxes[0]);
    this.#urgent = options.urgent;
  }

  /** Does it all. VMSTATUS is set before a hangup goes on its way. */
  async take(): Promise<Outcome> {
    let status: LeaveStatus = 'FAILED';
    try {
      const pressed = await this.#greet();
      if (pressed !== undefined && pressed !== '#') {
        status = 'USEREXIT';
        if (pressed === '0' && this.#operator) await this.#voice.say('transfer');
        const target = this.#exits.get(pressed);
        return target && goto(target);
      }
      if (this.#takesNone) {
        status = 'SUCCESS';
        return undefined;
      }
      if (!this.#hasRoom()) {
        await this.#play(['vm-mailboxfull'], '');
        this.#call.log.warning(`No more messages possible in mailbox ${this.#boxes[0].box}@${this.#boxes[0].context}`);
        return undefined;
      }
      if (!this.#call.channel.isUp) await this.#call.channel.answer();
      return await this.#record((outcome) => {
        status = outcome;
      });
    } finally {
      this.#call.set('VMSTATUS', status);
    }
  }

  /** @returns the digit that ended the greeting. */
  async #greet(): Promise<string | undefined> {
    const [box] = this.#boxes;
    const { greeting, skipInstructions } = this.#options;
    const ends = `#${[...this.#exits.keys()].join('')}`;
    const own = this.#mail.store.greeting(box, 'temp') ?? (greeting && this.#mail.store.greeting(box, greeting));
    if (own !== undefined) {
      const { digit } = await this.#play([own], ends);
      if (digit !== undefined) return digit;
    } else if (greeting) {
      const name = this.#mail.store.greeting(box, 'greet');
      const who = name === undefined ? ['vm-theperson', ...digitPrompts(box.box)] : [name];
      const { digit } = await this.#play([...who, greeting === 'busy' ? 'vm-isonphone' : 'vm-isunavail'], ends);
      if (digit !== undefined) return digit;
    }
    if (this.#takesNone) return undefined;
    if (skipInstructions === 'always' || (skipInstructions === 'if-greeted' && own !== undefined)) return undefined;
    return (await this.#play(['vm-intro'], ends)).digit;
  }

  /** The mailbox only greets: `maxmsg=0`. */
  get #takesNone(): boolean {
    return boxNumber(this.#mail.settings, this.#boxes[0], 'maxmsg') === 0;
  }

  /** 0 leads to the operator. */
  get #operator(): boolean {
    return boxSwitch(this.#mail.settings, this.#boxes[0], 'operator') && this.#exits.has('0');
  }

  #hasRoom(): boolean {
    const { settings, store } = this.#mail;
    return this.#boxes.every((box) => store.count(box, this.#folder) < boxNumber(settings, box, 'maxmsg'));
  }

  get #folder(): string {
    return this.#urgent ? 'Urgent' : 'INBOX';
  }

  async #record(tell: (status: LeaveStatus) => void): Promise<Outcome> {
    const [box] = this.#boxes;
    const { settings, store } = this.#mail;
    const { channel, clock, log } = this.#call;
    const maxSeconds = boxNumber(settings, box, 'maxsecs');
    const begunMs = clock.now();
    const id = `${Math.floor(begunMs / 1000)}-${(messages++).toString(16).padStart(8, '0')}`;
    let base: string;
    try {
      base = store.temporary(box, `${id}-${channel.uniqueId.replace(/[^\w.-]/g, '_')}`);
    } catch (error) {
      log.error(`voicemail for ${box.box}@${box.context} cannot be recorded: ${messageOf(error)}`);
      await this.#voice.say('vm-sorry');
      return undefined;
    }
    const extensions = formatExtensions(settings.general.format, (word) =>
      log.warning(`'${word}' is no format that messages can have`),
    );
    let seconds = 0;
    /** Filed, or thrown away. */
    let settled = false;
    const drop = (): void => {
      settled = true;
      for (const extension of extensions) rmSync(`${base}.${extension}`, { force: true });
    };
    const file = (): void => {
      settled = true;
      // Deviation: Asterisk leaves all silence out of what it compares; here nobody's pauses cost him his message.
      const least = boxNumber(settings, box, 'minsecs');
      if (seconds < least) {
        log.verbose(3, `Recording was ${seconds} seconds long but needs to be at least ${least} - abandoning`);
        drop();
        tell('FAILED');
        return;
      }
      tell(this.#file(base, extensions, this.#facts(id, begunMs, seconds)) ? 'SUCCESS' : 'FAILED');
    };
    try {
      for (let again = false; ; again = true) {
        if (again) await this.#voice.play('vm-intro');
        if (this.#options.beep !== '') await this.#play([this.#options.beep], '');
        log.verbose(3, again ? 'Re-recording the message' : 'Recording the message');
        const recorded = await recordInto(this.#call, base, extensions, {
          maxMs: maxSeconds * 1000,
          silenceMs: settings.general.maxsilence * 1000,
          silenceThreshold: settings.general.silencethreshold,
          endedBy: `#${this.#operator ? '0' : ''}`,
          onProgress: (lastedMs) => {
            seconds = Math.floor(lastedMs / 1000);
          },
        });
        if (recorded === undefined) {
          await this.#voice.say('vm-sorry');
          return undefined;
        }
        if (recorded.digit !== '0') await this.#play(['auth-thankyou'], '');
        const reviewed =
          recorded.digit !== '0' && boxSwitch(settings, box, 'review') ? await this.#review(base) : undefined;
        if (reviewed === 'again') continue;
        if (recorded.digit !== '0' && reviewed !== 'operator') {
          file();
          if (reviewed === 'keep') await this.#voice.say('vm-msgsaved');
          if (reviewed === 'silent') await this.#voice.say('vm-goodbye');
          return undefined;
        }
        let keeps = false;
        try {
          keeps = await this.#keepsForOperator();
        } finally {
          if (keeps) file();
          else drop();
          tell('USEREXIT');
        }
        await this.#voice.say('transfer');
        const target = this.#exits.get('0');
        return target && goto(target);
      }
    } catch (reason) {
      if (this.#call.signal.aborted && !settled) file();
      throw reason;
    }
  }

  /** The caller may hear it, keep it, mark it, or say it again. Nothing pressed keeps it. */
  #review(base: string): Promise<ReviewChoice> {
    return reviewRecording(this.#voice, {
      base,
      urgent: this.#urgent,
      operator: this.#operator,
      onMark: (urgent) => {
        this.#urgent = urgent;
      },
    });
  }

  /** On the way to the operator: 1 keeps what was recorded, 4 does too and marks it as urgent. */
  async #keepsForOperator(): Promise<boolean> {
    const key = await this.#voice.ask(['vm-saveoper'], SAVE_KEY_MS);
    if (key === '4') {
      this.#urgent = true;
      await this.#voice.say('vm-marked-urgent');
    }
    const keeps = key === '1' || key === '4';
    await this.#voice.say(keeps ? 'vm-msgsaved' : 'vm-deleted');
    return keeps;
  }

  /** @returns false where not even the first mailbox has got it. */
  #file(from: string, extensions: readonly string[], facts: MessageFacts): boolean {
    const { store } = this.#mail;
    const [first, ...others] = this.#boxes;
    const { log } = this.#call;
    let filed: StoredMessage;
    try {
      filed = store.add(first, this.#folder, { from, extensions, facts }, 'move');
    } catch (error) {
      log.error(
        `the message for ${first.box}@${first.context} could not be filed and lies in ${from}: ${messageOf(error)}`,
      );
      return false;
    }
    this.#mail.changed(first, this.#call.channel);
    this.#mail.arrived(first, filed);
    for (const other of others) {
      try {
        const copy = store.add(
          other,
          this.#folder,
          { from: filed.base, extensions, facts: { ...facts, origMailbox: other.box } },
          'copy',
        );
        this.#mail.changed(other, this.#call.channel);
        this.#mail.arrived(other, copy);
      } catch (error) {
        log.error(`${other.box}@${other.context} gets no copy of the message: ${messageOf(error)}`);
      }
    }
    return true;
  }

  #facts(messageId: string, begunMs: number, durationSeconds: number): MessageFacts {
    const { channel } = this.#call;
    const { context, exten, priority } = channel.position;
    return {
      origMailbox: this.#boxes[0].box,
      context,
      macroContext: channel.variables.get('MACRO_CONTEXT') ?? '',
      exten,
      rdnis: channel.parties.redirecting.number || 'unknown',
      priority,
      callerChannel: channel.name,
      callerId: callerText(channel.parties.caller),
      origDate: formatDate('%a %b %e %r UTC %Y', begunMs, 'UTC'),
      origTime: Math.floor(begunMs / 1000),
      category: '',
      messageId,
      flag: this.#urgent ? 'Urgent' : this.#options.priority ? 'PRIORITY' : '',
      durationSeconds,
    };
  }

  /** `0`, `*` and other single digits, where there is an extension for them. */
  #findExits(): Map<string, DialplanTarget> {
    const exits = new Map<string, DialplanTarget>();
    const { settings } = this.#mail;
    const [box] = this.#boxes;
    const dialplan = this.#call.use(dialplanPort);
    const { channel } = this.#call;
    const caller = channel.parties.caller.number;
    const here = [
      boxText(settings, box, 'exitcontext'),
      channel.variables.get('MACRO_CONTEXT') ?? '',
      channel.position.context,
    ].filter((context) => context !== '');
    const add = (digit: string, exten: string, contexts: readonly string[]): void => {
      const context = contexts.find((one) => dialplan.exists({ context: one, exten, priority: 1 }, caller));
      if (context !== undefined) exits.set(digit, { context, exten, priority: 1 });
    };
    if (this.#options.digitContext !== undefined) {
      const context = this.#options.digitContext || (here.at(-1) ?? '');
      for (const digit of '0123456789*')
        if (dialplan.match(context, digit, caller).canMatch) exits.set(digit, { context, exten: digit, priority: 1 });
    }
    if (boxSwitch(settings, box, 'operator')) add('0', 'o', here);
    add('*', 'a', here);
    return exits;
  }

  #play(names: readonly string[], ends: string): Promise<PlayOutcome> {
    return playMail(this.#call, this.#mail, this.#boxes[0], names, ends);
  }
}
