import type { Call } from '../../../channel/call.ts';
import type { DialplanTarget } from '../../../channel/position.ts';
import type { DigitStream } from '../../../channel/prompt/digit-stream.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import type { Attendance, DigitKeeper } from '../attend.ts';
import { kickLast, toggleLock, toggleMute } from '../menu-keeper.ts';
import type { MeetmeOptions } from './options.ts';

/** The script of option b where MEETME_AGI_BACKGROUND names none. */
const DEFAULT_SCRIPT = 'conf-background.agi';
/** How long the menu waits for a digit. */
const MENU_MS = 5000;
/** The digits of the menu that make louder and softer. */
const VOLUMES: Readonly<Record<string, readonly ['talk' | 'listen', -1 | 1]>> = {
  '4': ['listen', -1],
  '6': ['listen', 1],
  '7': ['talk', -1],
  '9': ['talk', 1],
};

/** Sees to digits by the options p, X, s and F of MeetMe(). */
export class MeetmeKeeper implements DigitKeeper {
  readonly name = '';
  /** Where X leads, once its digit has been pressed. */
  target: DialplanTarget | undefined;
  readonly #options: MeetmeOptions;

  constructor(options: MeetmeOptions) {
    this.#options = options;
  }

  async run(attendance: Attendance, stream: DigitStream): Promise<void> {
    const { call, participant } = attendance;
    const options = this.#options;
    if (options.has('b')) {
      await runScript(attendance);
      return;
    }
    for (;;) {
      const digit = (await stream.next(call.clock, undefined, participant.signal)) ?? '';
      if (options.has('F') && !(options.has('s') && digit === '*')) attendance.passDigit(digit);
      this.target = options.has('X') ? exitOf(attendance, digit) : undefined;
      if (this.target) return;
      if (options.has('p') && `#${options.parameter('p') ?? ''}`.includes(digit)) {
        call.set('MEETME_EXIT_KEY', digit);
        return;
      }
      if (options.has('s') && digit === '*') await menu(attendance, stream);
    }
  }
}

/** b: a script has the call to itself as long as it takes part. */
async function runScript({ call, participant }: Attendance): Promise<void> {
  const script = call.get('MEETME_AGI_BACKGROUND') || DEFAULT_SCRIPT;
  await call.use(dialplanPort).execute(callUntil(call, participant.signal), 'AGI', script);
  participant.signal.throwIfAborted();
}

/** The same call, whose waits end with `signal`. */
function callUntil(call: Call, signal: AbortSignal): Call {
  const same: Call = {
    get call() {
      return same;
    },
    channel: call.channel,
    clock: call.clock,
    log: call.log,
    signal,
    interruption: signal,
    throwIfInterrupted: () => signal.throwIfAborted(),
    sleep: (afterMs) => call.clock.sleep(afterMs, signal).then(() => undefined),
    get: (name) => call.get(name),
    set: (name, value) => call.set(name, value),
    warn: (message) => call.warn(message),
    use: (port) => call.use(port),
    has: (port) => call.has(port),
  };
  return same;
}

/** The extension that a single digit is, in MEETME_EXIT_CONTEXT or here. */
function exitOf({ call }: Attendance, digit: string): DialplanTarget | undefined {
  const context = call.get('MEETME_EXIT_CONTEXT') || call.channel.position.context;
  const target = { context, exten: digit, priority: 1 };
  return call.use(dialplanPort).exists(target, call.channel.parties.caller.number) ? target : undefined;
}

/** Reads out what digits do, and does one after another until 8 or a pause. */
async function menu(attendance: Attendance, stream: DigitStream): Promise<void> {
  const { call, participant } = attendance;
  const { admin } = participant.settings;
  const { digit: early } = await attendance.say([admin ? 'conf-adminmenu-18' : 'conf-usermenu-162'], () => true);
  let digit = early ?? (await stream.next(call.clock, MENU_MS, participant.signal));
  while (digit !== undefined && digit !== '8' && digit !== '*') {
    await choice(attendance, digit);
    digit = await stream.next(call.clock, MENU_MS, participant.signal);
  }
}

async function choice(attendance: Attendance, digit: string): Promise<void> {
  const { participant, conference } = attendance;
  const volume = VOLUMES[digit];
  if (volume) participant.turnVolume(...volume);
  else if (digit === '1') await toggleMute(attendance);
  else if (digit === '2') await (participant.settings.admin ? toggleLock(attendance) : askToTalk(attendance));
  else if (digit === '3' && participant.settings.admin) await kickLast(attendance);
  else await attendance.say([conference.settings.sounds.errorMenu]);
}

/** Tells the administrators, by their listings and programs, that who is muted would say something; a beep confirms it. */
async function askToTalk(attendance: Attendance): Promise<void> {
  if (attendance.conference.askToTalk(attendance.participant)) await attendance.say(['beep']);
}
