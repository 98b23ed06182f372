import type { DialplanTarget } from '../../channel/position.ts';
import type { DigitStream } from '../../channel/prompt/digit-stream.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import type { Attendance, DigitKeeper } from './attend.ts';
import { countPrompts } from './count-prompts.ts';
import { type Menu, type MenuAction, needsAdmin } from './menu.ts';

/** A digit that could begin a longer entry waits so long for the next one. */
const BETWEEN_DIGITS_MS = 1000;

/** What came of a menu's actions: the participant leaves, or has pressed a digit during a prompt that lengthens what it had pressed. */
type ActionEnd = 'leave' | { readonly digit: string | undefined };

/** Sees to digits by a menu of confbridge.conf. */
export function menuKeeper(menu: Menu): DigitKeeper {
  return {
    name: menu.name,
    async run(attendance, stream) {
      let begun = '';
      for (;;) {
        const digits = await collect(attendance, stream, menu, begun);
        begun = '';
        const actions = menu.entries.get(digits);
        if (actions === undefined) {
          if (attendance.participant.settings.passDigits) for (const digit of digits) attendance.passDigit(digit);
          continue;
        }
        const end = await runActions(attendance, actions, (digit) => leadsOn(menu, digits + digit));
        if (end === 'leave') return;
        if (end.digit !== undefined) begun = digits + end.digit;
      }
    },
  };
}

/** Digits until they are an entry that no further digit could make another one, or no entry at all. */
async function collect(
  { call, participant }: Attendance,
  stream: DigitStream,
  menu: Menu,
  begun: string,
): Promise<string> {
  let digits = begun || ((await stream.next(call.clock, undefined, participant.signal)) ?? '');
  while (canGrow(menu, digits)) {
    const digit = await stream.next(call.clock, BETWEEN_DIGITS_MS, participant.signal);
    if (digit === undefined) break;
    digits += digit;
  }
  return digits;
}

function canGrow(menu: Menu, digits: string): boolean {
  for (const entry of menu.entries.keys()) if (entry.length > digits.length && entry.startsWith(digits)) return true;
  return false;
}

/** Whether an entry consists of these digits or begins with them. */
function leadsOn(menu: Menu, digits: string): boolean {
  return menu.entries.has(digits) || canGrow(menu, digits);
}

/** @param leadsOn whether a digit lengthens what was pressed to something of the menu. */
async function runActions(
  attendance: Attendance,
  actions: readonly MenuAction[],
  leadsOn: (digit: string) => boolean,
): Promise<ActionEnd> {
  let digit: string | undefined;
  for (const action of actions) {
    if (needsAdmin(action) && !attendance.participant.settings.admin) {
      // only who would kick is told so
      if (action.kind === 'kick-last') await attendance.say([attendance.conference.settings.sounds.errorMenu]);
      continue;
    }
    const end = await runAction(attendance, action, leadsOn);
    if (end === 'leave') return end;
    digit = end.digit;
    if (digit !== undefined) break;
  }
  return { digit };
}

const DONE: ActionEnd = { digit: undefined };

async function runAction(
  attendance: Attendance,
  action: MenuAction,
  leadsOn: (digit: string) => boolean,
): Promise<ActionEnd> {
  const { conference, participant } = attendance;
  switch (action.kind) {
    case 'playback': {
      const { digit } = await attendance.say(action.prompts, (pressed) => action.continues && leadsOn(pressed));
      attendance.forgetDigits();
      return { digit };
    }
    case 'volume':
      participant.turnVolume(action.what, action.by);
      return DONE;
    case 'dialplan':
      await runDialplan(attendance, action);
      return DONE;
    case 'toggle-mute':
      await toggleMute(attendance);
      return DONE;
    case 'toggle-mute-others':
      toggleMuteOthers(attendance);
      return DONE;
    case 'toggle-lock':
      await toggleLock(attendance);
      return DONE;
    case 'kick-last':
      await kickLast(attendance);
      return DONE;
    case 'count':
      await attendance.say(countPrompts(conference.settings.sounds, conference.participants.length - 1));
      return DONE;
    case 'leave':
      return 'leave';
    case 'none':
    case 'video':
      return DONE;
  }
}

/** Mutes the participant, or lets it be heard again, and tells it. */
export async function toggleMute(attendance: Attendance): Promise<void> {
  const { conference, participant } = attendance;
  conference.mute(participant, !participant.muted, true);
  const { sounds } = conference.settings;
  await attendance.say([participant.muted ? sounds.muted : sounds.unmuted]);
}

/** Mutes all who are no administrators, or lets them be heard again, and tells all. */
export function toggleMuteOthers({ conference }: Attendance): void {
  conference.muteOthers(!conference.othersMuted);
  const { sounds } = conference.settings;
  void conference.announce([conference.othersMuted ? sounds.participantsMuted : sounds.participantsUnmuted]);
}

/** Locks the conference or opens it, and tells who did it. */
export async function toggleLock(attendance: Attendance): Promise<void> {
  const { conference } = attendance;
  conference.lock(!conference.locked);
  const { sounds } = conference.settings;
  await attendance.say([conference.locked ? sounds.lockedNow : sounds.unlockedNow]);
}

/** Sends out who came last; an administrator is not sent out. */
export async function kickLast(attendance: Attendance): Promise<void> {
  const { conference, participant } = attendance;
  const last = conference.participants.at(-1);
  if (last === undefined || last === participant || last.settings.admin)
    await attendance.say([conference.settings.sounds.errorMenu]);
  else last.leave('kicked');
}

/** Runs a piece of the dialplan on the participant's call; it hears that instead of the others, and comes back afterwards. */
async function runDialplan(attendance: Attendance, { target }: MenuAction & { kind: 'dialplan' }): Promise<void> {
  const { call } = attendance;
  const { position } = call.channel;
  const { context, exten, priority } = position;
  const inside = (at: DialplanTarget): boolean => at.context === target.context && at.exten === target.exten;
  await attendance.aside(() => call.use(dialplanPort).runWhile(call, target, inside));
  position.moveTo({ context, exten, priority });
}
