import { text } from '../../../extend/argument.ts';
import { defineFunction } from '../../../extend/define-function.ts';
import { inheritsOverrides, overrideOption, setInheritance, settingsOf } from '../overrides.ts';
import type { GeneralSettings } from '../settings.ts';
import { featureSettingsPort } from '../settings-port.ts';

/** The options that a channel may have of its own. */
const NAMES: ReadonlyArray<keyof GeneralSettings> = [
  'featuredigittimeout',
  'transferdigittimeout',
  'atxfernoanswertimeout',
  'atxferdropcall',
  'atxferloopdelay',
  'atxfercallbackretries',
  'xfersound',
  'xferfailsound',
  'atxferabort',
  'atxfercomplete',
  'atxferthreeway',
  'atxferswap',
  'pickupexten',
  'pickupsound',
  'pickupfailsound',
  'courtesytone',
  'recordingfailsound',
  'transferdialattempts',
  'transferretrysound',
  'transferinvalidsound',
];

const named = (name: string): keyof GeneralSettings | undefined => NAMES.find((one) => one === name.toLowerCase());

/** An option of features.conf for one channel. */
export const dialplanFunction = defineFunction({
  name: 'FEATURE',
  module: 'features',
  synopsis: 'An option of features.conf as it holds for this channel',
  description: [
    'Read: what was set on the channel, or what features.conf says. Written: it holds for this channel alone; with FEATURE(inherit)=yes for those that it makes, too.',
  ],
  arguments: { name: text('an option of [general], or inherit', { required: true }) },
  items: { read: ['inherit', ...NAMES], write: ['inherit', ...NAMES] },
  examples: ['same => n,Set(FEATURE(atxfernoanswertimeout)=30)'],
  seeAlso: ['FEATUREMAP'],
  read(context, { name }) {
    const channel = context.call?.channel;
    if (!channel) {
      context.warn('FEATURE() needs a channel');
      return '';
    }
    if (name.toLowerCase() === 'inherit') return inheritsOverrides(channel) ? 'yes' : 'no';
    const option = named(name);
    if (option === undefined) {
      context.warn(`There is no feature option '${name}'`);
      return '';
    }
    const value = settingsOf(channel, context.use(featureSettingsPort).current).general[option];
    return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
  },
  write(context, { name }, value) {
    const channel = context.call?.channel;
    const option = named(name);
    if (!channel) context.warn('FEATURE() needs a channel');
    else if (name.toLowerCase() === 'inherit') setInheritance(channel, /^(yes|true|y|t|1|on)$/i.test(value));
    else if (option === undefined) context.warn(`There is no feature option '${name}'`);
    else overrideOption(channel, option, value);
  },
});
