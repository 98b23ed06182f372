import { hasErrors } from '../../base/diagnostic.ts';
import { defineModule, type LoadResult } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { digitFeaturesPort } from '../../pbx/ports/digit-features.ts';
import { mediaPort } from '../../pbx/ports/media.ts';
import { musicPort } from '../../pbx/ports/music.ts';
import { pickupCodePort } from '../../pbx/ports/pickup.ts';
import { createCallFeatures } from './call-features.ts';
import { featuresSchema } from './files/features-conf.ts';
import { type FeatureSettings, readSettings } from './settings.ts';
import { featureSettingsPort } from './settings-port.ts';

/** What parties of a call may do by digits: transfer, park, record, hang up, run applications. */
export const module = defineModule({
  name: 'features',
  description: 'Call Features',
  needs: [configFilesPort, dialplanPort, mediaPort],
  offers: [digitFeaturesPort, featureSettingsPort, pickupCodePort],
  start(context) {
    const { bus, clock, log } = context;
    const read = (evenFaulty: boolean): FeatureSettings | undefined => {
      const { file, values, diagnostics } = context.use(configFilesPort).load(featuresSchema);
      if (!file.missing && (file.rejected || hasErrors(diagnostics))) return undefined;
      let faulty = false;
      const warn = (message: string): void => log.warning(message);
      const found = readSettings(
        values,
        (message) => {
          faulty = true;
          warn(message);
        },
        warn,
      );
      return faulty && !evenFaulty ? undefined : found;
    };
    const empty = (): FeatureSettings =>
      readSettings(context.use(configFilesPort).load(featuresSchema).values, () => {});
    let settings = read(true) ?? empty();
    const house = {
      ports: context,
      bus,
      clock,
      log,
      media: context.use(mediaPort),
      get music() {
        return context.has(musicPort) ? context.use(musicPort) : undefined;
      },
      run: (channel: Parameters<typeof dialplan.run>[0]) => dialplan.run(channel),
    };
    const dialplan = context.use(dialplanPort);
    context.offer(
      digitFeaturesPort,
      createCallFeatures(house, () => settings),
    );
    context.offer(featureSettingsPort, {
      get current() {
        return settings;
      },
    });
    context.offer(pickupCodePort, {
      get extension() {
        return settings.general.pickupexten;
      },
    });
    return {
      reload(): LoadResult {
        const fresh = read(false);
        if (!fresh) return { ok: false, declined: 'features.conf is faulty; what it said before stays' };
        settings = fresh;
        return { ok: true };
      },
    };
  },
});
