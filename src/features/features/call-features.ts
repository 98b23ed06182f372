import { messageOf } from '../../base/errors.ts';
import { type FeatureRight, featureRights } from '../../channel/bridge/feature-rights.ts';
import type { BridgeSeat, DigitFeatures, DigitWatch } from '../../channel/bridge/seat.ts';
import { cause } from '../../channel/cause.ts';
import type { Channel } from '../../channel/channel.ts';
import { isInterruption } from '../../channel/hangup.ts';
import { parkingPort } from '../../pbx/ports/parking.ts';
import { transferAttended } from './attended-transfer.ts';
import { transferBlindly } from './blind-transfer.ts';
import { type DigitKey, DigitKeys } from './digit-keys.ts';
import { dynamicFeaturesOf, runDynamicFeature } from './dynamic-feature.ts';
import { type FeatureHouse, playSound } from './feature-house.ts';
import { toggleRecording } from './one-touch.ts';
import { settingsOf } from './overrides.ts';
import type { BuiltinFeature, FeatureSettings, GeneralSettings } from './settings.ts';

type Action = (
  house: FeatureHouse,
  party: Channel,
  seat: BridgeSeat,
  settings: GeneralSettings,
) => void | Promise<void>;

/** What is built in: who may do it, and what it does. */
const BUILTIN: Readonly<Record<BuiltinFeature, { readonly right: FeatureRight; readonly act: Action }>> = {
  blindxfer: { right: 'transfer', act: transferBlindly },
  atxfer: { right: 'transfer', act: transferAttended },
  disconnect: {
    right: 'disconnect',
    act(_house, party, seat) {
      // The first is run by whoever joined the two, which sees the second go.
      if (seat.role === 'first') seat.over();
      else party.requestHangup(cause.normalClearing);
    },
  },
  parkcall: {
    right: 'park',
    async act(house, party, seat, settings) {
      const { ports } = house;
      const parked = ports.has(parkingPort) && (await ports.use(parkingPort).parkPeer(party, seat, ''));
      if (!parked) await playSound(house, party, settings.xferfailsound);
    },
  },
  automon: {
    right: 'record',
    act: (house, party, seat, settings) => toggleRecording(house, 'Monitor', party, seat, settings),
  },
  automixmon: {
    right: 'mix-record',
    act: (house, party, seat, settings) => toggleRecording(house, 'MixMonitor', party, seat, settings),
  },
};

const NO_RIGHTS: ReadonlySet<FeatureRight> = new Set();

/** What parties of a call may do by digits. @param settings features.conf as it stands. */
export function createCallFeatures(house: FeatureHouse, settings: () => FeatureSettings): DigitFeatures {
  const features: DigitFeatures = {
    watch(party, seat): DigitWatch | undefined {
      const rights = party.attachments.get(featureRights) ?? NO_RIGHTS;
      // most calls have none
      if (rights.size === 0 && !party.variables.get('DYNAMIC_FEATURES')) return undefined;
      const own = settingsOf(party, settings());
      const within = { ...house, features };
      const guarded =
        (act: () => void | Promise<void>): (() => void | Promise<void>) =>
        () =>
          Promise.resolve(act()).catch((reason: unknown) => {
            if (!isInterruption(reason)) house.log.error(`${party.name}: a feature failed: ${messageOf(reason)}`);
          });
      const builtin: DigitKey[] = (Object.keys(BUILTIN) as BuiltinFeature[])
        .filter((name) => own.codes[name] !== '' && rights.has(BUILTIN[name].right))
        .map((name) => ({
          code: own.codes[name],
          run: guarded(() => BUILTIN[name].act(within, party, seat, own.general)),
        }));
      const dynamic: DigitKey[] = dynamicFeaturesOf(house, party, own).map((feature) => ({
        code: feature.code,
        run: guarded(() => runDynamicFeature(within, party, seat, feature)),
      }));
      const keys = [...builtin, ...dynamic];
      if (keys.length === 0) return undefined;
      return new DigitKeys({
        clock: house.clock,
        timeoutMs: own.general.featuredigittimeout,
        keys,
        pass: (digit, durationMs) => seat.passDigit(digit, durationMs),
      });
    },
  };
  return features;
}
