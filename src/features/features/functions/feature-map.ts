import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { overrideCode, settingsOf } from '../overrides.ts';
import type { BuiltinFeature } from '../settings.ts';
import { featureSettingsPort } from '../settings-port.ts';

const FEATURES: readonly BuiltinFeature[] = ['atxfer', 'blindxfer', 'automon', 'disconnect', 'parkcall', 'automixmon'];

/** A code of features.conf for one channel. */
export const dialplanFunction = defineFunction({
  name: 'FEATUREMAP',
  module: 'features',
  synopsis: 'The code of a built-in feature as it holds for this channel',
  arguments: { feature: text(FEATURES.join(', '), { required: true }) },
  items: { read: FEATURES, write: FEATURES },
  examples: ['same => n,Set(FEATUREMAP(blindxfer)=*9)'],
  seeAlso: ['FEATURE'],
  read(context, { feature: name }) {
    const channel = context.call?.channel;
    const feature = FEATURES.find((one) => one === name.toLowerCase());
    if (channel && feature) return settingsOf(channel, context.use(featureSettingsPort).current).codes[feature];
    context.warn(channel ? `There is no feature '${name}'` : 'FEATUREMAP() needs a channel');
    return '';
  },
  write(context, { feature: name }, value) {
    const channel = context.call?.channel;
    const feature = FEATURES.find((one) => one === name.toLowerCase());
    if (channel && feature) overrideCode(channel, feature, value);
    else context.warn(channel ? `There is no feature '${name}'` : 'FEATUREMAP() needs a channel');
  },
});
