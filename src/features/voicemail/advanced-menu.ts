import type { DialplanTarget } from '../../channel/position.ts';
import { dialOut } from './dial-out.ts';
import { leaveByMenu } from './forward-message.ts';
import type { MailboxVoice } from './mailbox-voice.ts';
import { advancedPrompts } from './menu-words.ts';
import type { StoredMessage } from './message-store.ts';
import { callerNumber, callerPrompts, timePrompts } from './message-words.ts';
import { boxSwitch, boxText } from './settings.ts';

/** So often a menu is told to somebody who presses nothing. */
const MOST_ROUNDS = 4;

/** What came of a menu that can also lead out of the mailbox: the key pressed last, or where the call goes on. */
export type MenuOutcome = string | undefined | { readonly leaves: DialplanTarget };

/**
 * The advanced options: reply, call back, envelope, call out, send a message. @param message the one that is open.
 * Rejects with the call's reason.
 */
export async function advancedMenu(voice: MailboxVoice, message: StoredMessage | undefined): Promise<MenuOutcome> {
  const { settings } = voice.mail;
  const callBackTo = boxText(settings, voice.box, 'callback');
  const dialOutTo = boxText(settings, voice.box, 'dialout');
  const send = boxSwitch(settings, voice.box, 'sendvoicemail');
  const can = { message: message !== undefined, callBack: callBackTo !== '', dialOut: dialOutTo !== '', send };
  for (let round = 0; round < MOST_ROUNDS; ) {
    const key = await voice.ask(advancedPrompts(can));
    switch (key) {
      case '1':
        return message ? reply(voice, message) : voice.play('vm-sorry');
      case '2':
        return message && can.callBack ? callBack(voice, message, callBackTo, dialOutTo) : voice.play('vm-sorry');
      case '3':
        return message ? envelope(voice, message) : voice.play('vm-sorry');
      case '4':
        return can.dialOut ? leaving(await dialOut(voice, dialOutTo)) : voice.play('vm-sorry');
      case '5':
        return send ? leaveByMenu(voice) : voice.play('vm-sorry');
      case '*':
        return undefined;
      case '#':
        return '#';
      case undefined:
        round++;
    }
  }
  return undefined;
}

async function reply(voice: MailboxVoice, message: StoredMessage): Promise<MenuOutcome> {
  const number = callerNumber(message);
  if (number === undefined) return voice.play('vm-nonumber');
  const to = voice.mail.find(`${number}@${voice.box.context}`);
  if (!to) return voice.play('vm-nobox');
  return leaveByMenu(voice, to);
}

function envelope(voice: MailboxVoice, message: StoredMessage): Promise<string | undefined> {
  const { settings, store } = voice.mail;
  const when = timePrompts(settings, voice.box, message, voice.call.clock.now());
  return voice.play(...when, ...callerPrompts(settings, store, message));
}

async function callBack(
  voice: MailboxVoice,
  message: StoredMessage,
  callBackTo: string,
  dialOutTo: string,
): Promise<MenuOutcome> {
  const number = callerNumber(message);
  const { settings, store } = voice.mail;
  const others = dialOutTo !== '';
  const prompts =
    number === undefined
      ? ['vm-nonumber', ...(others ? ['vm-toenternumber'] : [])]
      : [
          'vm-num-i-have',
          ...callerPrompts(settings, store, message, 'bare'),
          'vm-tocallnum',
          ...(others ? ['vm-calldiffnum'] : []),
        ];
  for (let round = 0; round < MOST_ROUNDS; ) {
    const key = await voice.ask([...prompts, 'vm-star-cancel']);
    if (key === '*') return undefined;
    if (key === '1' && number !== undefined) return leaving(await dialOut(voice, callBackTo, number));
    if (key === '1' || key === '2') return others ? leaving(await dialOut(voice, dialOutTo)) : voice.play('vm-sorry');
    if (key === undefined) round++;
    else await voice.play('vm-sorry');
  }
  return undefined;
}

function leaving(target: DialplanTarget | undefined): MenuOutcome {
  return target && { leaves: target };
}
