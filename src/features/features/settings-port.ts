import { definePort } from '../../base/port.ts';
import type { FeatureSettings } from './settings.ts';

/** features.conf as it stands now. */
export interface FeatureSettingsKeeper {
  readonly current: FeatureSettings;
}

/** @see FeatureSettingsKeeper */
export const featureSettingsPort = definePort<FeatureSettingsKeeper>('feature-settings');
