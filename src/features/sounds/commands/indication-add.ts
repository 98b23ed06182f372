import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { countryNames } from '../country-names.ts';
import { toneZonesPort } from '../ports.ts';

/** `indication add COUNTRY TONE "TEXT"`. */
export const command = defineCliCommand({
  command: 'indication add <country> <indication> <tones>',
  module: 'core',
  synopsis: 'Add a tone to a country, or replace it',
  usage: 'The tones are written as in indications.conf; they hold until that is read again.',
  complete: countryNames,
  run(context, [country = '', name = '', text = '']) {
    if (context.use(toneZonesPort).add(country, name, text)) return '';
    return { failed: true, text: `'${text}' is no tone\n` };
  },
});
