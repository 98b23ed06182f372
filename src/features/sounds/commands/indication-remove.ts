import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { countryNames } from '../country-names.ts';
import { toneZonesPort } from '../ports.ts';

/** `indication remove COUNTRY [TONE]`. */
export const command = defineCliCommand({
  command: 'indication remove <country> [<indication>]',
  module: 'core',
  synopsis: 'Take a tone out of a country, or the country as a whole',
  usage: 'It is gone until indications.conf is read again.',
  complete: countryNames,
  run: (context, [country = '', name]) =>
    context.use(toneZonesPort).remove(country, name) ? '' : { failed: true, text: '' },
});
