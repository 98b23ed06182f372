import type { Timer } from '../../../../base/clock.ts';
import { type Call, end, goto } from '../../../../channel/call.ts';
import { options as optionList, text } from '../../../../extend/argument.ts';
import { defineApplication } from '../../../../extend/define-application.ts';
import { promptsPort } from '../../../../pbx/ports/prompts.ts';
import { sayOn } from '../../ask-pin.ts';
import { Attendance } from '../../attend.ts';
import type { Conference } from '../../conference.ts';
import { chooseRoom } from '../choose-room.ts';
import { MeetmeKeeper } from '../meetme-keeper.ts';
import { meetmeRoomsPort } from '../meetme-rooms-port.ts';
import { type MeetmeOptions, meetmeOptionTable } from '../options.ts';
import { participantOf, roomOf, secondsMs } from '../settings-of.ts';

/**
 * A conference by number.
 *
 * Deviation: where option M names a class without any music, Asterisk leaves who waits in silence; here a short quiet tone every few seconds tells that the
 * line lives.
 */
export const application = defineApplication({
  name: 'MeetMe',
  module: 'app_meetme',
  synopsis: 'Takes part in a conference',
  description: [
    'The number is a room of meetme.conf, or, with option d or D, any; without one the caller is asked for it. Marked participants (A) are those for whom others wait (w) and with whom they leave (x).',
  ],
  arguments: {
    conference: text('its number'),
    options: optionList('how to take part', meetmeOptionTable),
    pin: text('the PIN, so that the caller is not asked for it'),
  },
  results: { MEETME_EXIT_KEY: 'the key by which the caller left with option p' },
  examples: ['same => n,MeetMe(1234)', 'same => n,MeetMe(1234,dA)', 'same => n,MeetMe(1234,dwM)'],
  seeAlso: ['ConfBridge', 'MeetMeCount', 'MeetMeAdmin'],
  async run(call, { conference: number, options, pin }) {
    await call.channel.answer();
    call.throwIfInterrupted();
    const rooms = call.use(meetmeRoomsPort);
    const admission = await chooseRoom(call, rooms, { number: number.trim(), pin, options });
    if (!admission) return end();
    const { room, admin } = admission;
    const known = rooms.hall.find(room.number);
    if (known?.locked && !admin) {
      await sayOn(call, [known.settings.sounds.locked]);
      return end();
    }
    const conference = rooms.open(room, roomOf(call.channel.settings.language));
    const keeper = new MeetmeKeeper(options);
    const attendance = new Attendance(call, conference, participantOf(options, admin), keeper);
    if (options.has('r')) record(call, conference);
    const timers = [waitLimit(attendance, options), ...warnings(attendance, options)];
    try {
      const reason = await attendance.run();
      if (keeper.target) return goto(keeper.target);
      return reason === 'kicked' && !options.has('C') ? end() : undefined;
    } finally {
      for (const timer of timers) timer?.cancel();
    }
  },
});

/** r: to the file that the dialplan names. */
function record(call: Call, conference: Conference): void {
  const format = call.get('MEETME_RECORDINGFORMAT') || 'wav';
  const name = call.get('MEETME_RECORDINGFILE') || `meetme-conf-rec-${conference.name}-${call.channel.uniqueId}`;
  conference.startRecording(`${call.use(promptsPort).recordingPath(name)}.${format}`);
}

/** w(seconds): leaves when nobody marked has come by then. */
function waitLimit({ call, participant }: Attendance, options: MeetmeOptions): Timer | undefined {
  const limitMs = secondsMs(options.parameter('w'));
  if (limitMs <= 0) return undefined;
  return call.clock.after(limitMs, () => {
    if (participant.waiting) participant.leave('timeout');
  });
}

/** L(x:y:z): warns when y of the x milliseconds are left, and every z after that. */
function warnings(attendance: Attendance, options: MeetmeOptions): readonly Timer[] {
  const { call, participant } = attendance;
  const [limitMs = 0, warnMs = 0, everyMs = 0] = (options.parameter('L') ?? '')
    .split(':')
    .map((part) => Number.parseInt(part, 10) || 0);
  const timers: Timer[] = [];
  if (warnMs <= 0) return timers;
  const warn = (): void => {
    const prompt = call.get('LIMIT_WARNING_FILE') || 'beep';
    // Who leaves or hangs up meanwhile is not warned to the end.
    if (participant.ready) attendance.say([prompt]).catch(() => undefined);
  };
  for (let leftMs = warnMs; leftMs > 0 && leftMs < limitMs && timers.length < 1000; leftMs -= everyMs) {
    timers.push(call.clock.after(limitMs - leftMs, warn));
    if (everyMs <= 0) break;
  }
  return timers;
}
