import type { BridgeSeat } from '../../channel/bridge/seat.ts';
import type { Channel } from '../../channel/channel.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import type { FeatureHouse } from './feature-house.ts';
import type { DynamicFeature, FeatureSettings } from './settings.ts';

/** The applications that a party may start: those that DYNAMIC_FEATURES of its channel names, joined by `#`, itself or by their group. */
export function dynamicFeaturesOf(
  house: FeatureHouse,
  party: Channel,
  { applications, groups }: FeatureSettings,
): DynamicFeature[] {
  const names = (party.variables.get('DYNAMIC_FEATURES') ?? '').split('#').filter((name) => name !== '');
  return names.flatMap((name) => {
    const one = applications.get(name);
    const found = groups.get(name) ?? (one && [one]);
    if (!found) house.log.warning(`Unknown DYNAMIC_FEATURES item '${name}' on channel ${party.name}.`);
    return found ?? [];
  });
}

/** Runs the application of a code on one of the two, while the other hears music if that is wanted. Never rejects. */
export async function runDynamicFeature(
  house: FeatureHouse,
  party: Channel,
  seat: BridgeSeat,
  feature: DynamicFeature,
): Promise<void> {
  const dialplan = house.ports.use(dialplanPort);
  const { peer } = seat;
  const [on, other] = feature.runsOn === 'self' ? [party, peer] : [peer, party];
  on.variables.set('DYNAMIC_FEATURENAME', feature.name);
  on.variables.set('DYNAMIC_WHO_ACTIVATED', party.name);
  on.variables.set('DYNAMIC_PEERNAME', other.name);
  if (feature.musicClass !== '') house.music?.start(other, { wanted: feature.musicClass });
  try {
    const call = dialplan.callOf(on);
    const ended = await dialplan.runGuarded(call, () => dialplan.execute(call, feature.application, feature.data));
    if (ended === 'ended' && !on.hungUp) house.log.verbose(3, `${feature.application} has ended on ${on.name}`);
  } finally {
    if (feature.musicClass !== '') house.music?.stop(other);
  }
}
