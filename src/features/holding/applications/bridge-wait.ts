import { type Call, end } from '../../../channel/call.ts';
import { type OptionsGiven, options, text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import type { Entertainment, Guest } from '../holding-room.ts';
import { holdingRoomsPort } from '../holding-rooms-port.ts';

const ENTERTAINMENTS: Readonly<Record<string, Entertainment>> = {
  m: 'music',
  r: 'ringing',
  s: 'silence',
  h: 'hold',
  n: 'none',
};

type Options = OptionsGiven<'m' | 'e' | 'S'>;

/** Waits in a bridge. */
export const application = defineApplication({
  name: 'BridgeWait',
  module: 'app_bridgewait',
  synopsis: 'Waits in a bridge until somebody fetches the call from there',
  description: ['Answers the call. While an announcer is in the bridge, those who wait hear him and nothing else.'],
  arguments: {
    name: text('the bridge; default where left out'),
    role: text('participant or announcer; participant where left out'),
    options: options('how to wait', {
      m: { doc: 'the music class', parameter: 'required' },
      e: { doc: 'what is heard: m music, r ringing, s silence, h as on hold, n nothing', parameter: 'required' },
      S: { doc: 'go on after so many seconds', parameter: 'required' },
    }),
  },
  examples: ['same => n,BridgeWait(lobby,participant,e(m)m(jazz)S(60))'],
  seeAlso: ['Bridge', 'MusicOnHold'],
  async run(call, { name, role, options: given }) {
    if (role !== '' && role !== 'participant' && role !== 'announcer') {
      call.log.error(`Requested waiting bridge role '${role}' is invalid.`);
      return end();
    }
    if (!call.channel.isUp) await call.channel.answer();
    call.throwIfInterrupted();
    const rooms = call.use(holdingRoomsPort);
    const room = rooms.open(name || 'default', call);
    const guest: Guest = {
      call,
      announces: role === 'announcer',
      entertainment: entertainmentOf(call, given),
      musicClass: given.parameter('m'),
    };
    call.log.verbose(3, `${call.channel.name} is entering waiting bridge ${name || 'default'}:${room.id}`);
    const { channel, clock, log, signal } = call;
    const waited = Promise.withResolvers<'kicked' | 'time-over'>();
    const onAbort = (): void => waited.reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    const limitMs = durationMs(call, given);
    const timer = limitMs === undefined ? undefined : clock.after(limitMs, () => waited.resolve('time-over'));
    const unlisten = channel.listen({ onDigit() {} });
    room.enter(guest, () => waited.resolve('kicked'));
    try {
      if ((await waited.promise) === 'time-over') log.verbose(3, `Channel ${channel.name} timed out.`);
      return undefined;
    } finally {
      timer?.cancel();
      signal.removeEventListener('abort', onAbort);
      unlisten();
      room.leave(guest);
      rooms.tidy();
    }
  },
});

function entertainmentOf(call: Call, given: Options): Entertainment {
  const letter = (given.parameter('e') ?? 'm').charAt(0);
  const entertainment = ENTERTAINMENTS[letter];
  if (!entertainment) call.log.warning(`BridgeWait knows no entertainment '${letter}'`);
  return entertainment ?? 'music';
}

function durationMs(call: Call, given: Options): number | undefined {
  const written = given.parameter('S');
  if (written === undefined) return undefined;
  const seconds = Number.parseFloat(written);
  if (seconds > 0) return seconds * 1000;
  call.log.warning(`Invalid duration '${written}'; BridgeWait waits without limit`);
  return undefined;
}
