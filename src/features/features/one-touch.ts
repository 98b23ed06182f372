import { defineAttachment } from '../../channel/attachment.ts';
import type { BridgeSeat } from '../../channel/bridge/seat.ts';
import type { Channel } from '../../channel/channel.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { type FeatureHouse, playSound } from './feature-house.ts';
import type { GeneralSettings } from './settings.ts';

/** How a call is recorded by one code: by MixMonitor() into one file, or by Monitor() into one for each side. */
export type OneTouchKind = 'MixMonitor' | 'Monitor';

/** The code has begun a recording on this channel. */
const recordingKey = defineAttachment<OneTouchKind>('one-touch-recording');

/** Begins to record a call, or ends what was begun so. Never rejects. */
export async function toggleRecording(
  house: FeatureHouse,
  kind: OneTouchKind,
  party: Channel,
  seat: BridgeSeat,
  settings: GeneralSettings,
): Promise<void> {
  const { peer } = seat;
  const touch = `TOUCH_${kind.toUpperCase()}`;
  const read = (name: string): string => party.variables.get(name) || peer.variables.get(name) || '';
  const recorded = [party, peer].find(({ attachments }) => attachments.get(recordingKey) === kind);
  if (recorded) {
    house.log.verbose(3, `AutoMonitor used to stop recording call.`);
    recorded.attachments.delete(recordingKey);
    await execute(house, recorded, `Stop${kind}`, '');
    await tell(house, party, peer, settings.courtesytone, read(`${touch}_MESSAGE_STOP`));
    return;
  }
  const format = read(`${touch}_FORMAT`) || 'wav';
  const file = read(touch) || namesOf(party, peer).join('-');
  const name =
    read(touch) === '' ? `auto-${Math.floor(house.clock.now() / 1000)}-${file}` : `auto-${stamp(house)}-${file}`;
  const data = kind === 'MixMonitor' ? `${name}.${format},b` : `${format},${name},m`;
  const started = await execute(house, peer, kind, data);
  if (!started) {
    house.log.verbose(4, `Cannot record the call of ${party.name}`);
    await playSound(house, party, settings.recordingfailsound);
    return;
  }
  peer.attachments.set(recordingKey, kind);
  for (const channel of [party, peer]) channel.variables.set(`${touch}_OUTPUT`, name);
  await tell(house, party, peer, settings.courtesytone, read(`${touch}_MESSAGE_START`));
}

const stamp = ({ clock }: FeatureHouse): number => Math.floor(clock.now() / 1000);

function namesOf(...channels: readonly Channel[]): string[] {
  return channels.map(({ parties, name }) => parties.caller.number || name.replace(/\//g, '-'));
}

async function tell(house: FeatureHouse, party: Channel, peer: Channel, tone: string, message: string): Promise<void> {
  await Promise.all([party, peer].map((channel) => playSound(house, channel, tone)));
  await Promise.all([party, peer].map((channel) => playSound(house, channel, message)));
}

async function execute(house: FeatureHouse, channel: Channel, application: string, data: string): Promise<boolean> {
  const dialplan = house.ports.use(dialplanPort);
  const call = dialplan.callOf(channel);
  return (await dialplan.runGuarded(call, () => dialplan.execute(call, application, data))) === 'continues';
}
