import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { toneZonesPort } from '../ports.ts';

/** `indication show [COUNTRY...]`. */
export const command = defineCliCommand({
  command: 'indication show [<countries...>]',
  module: 'core',
  synopsis: 'List the countries that there are tones of, or the tones of some',
  usage: 'Lists the countries of indications.conf; with the codes of countries, the tones of these.',
  complete: (context) =>
    context
      .use(toneZonesPort)
      .list()
      .map(([name]) => name),
  run(context, wanted) {
    const zones = context.use(toneZonesPort).list();
    if (wanted.length === 0) {
      const rows = zones.map(([name, { description }]) => `${name.slice(0, 7).padEnd(7)}  ${description ?? ''}\n`);
      return `Country   Description\n===========================\n${rows.join('')}`;
    }
    const found = wanted.flatMap((name) => zones.filter(([known]) => known === name.toLowerCase()));
    if (found.length === 0) return 'No countries matched your criteria.\n';
    const rows = found.map(([name, { tones, ringCadence }]) =>
      [
        `${name.slice(0, 7).padEnd(7)} ${'<ringcadence>'.padEnd(15)} ${ringCadence ?? ''}\n`,
        ...Object.entries(tones).map(
          ([tone, text]) => `${name.slice(0, 7).padEnd(7)} ${tone.slice(0, 15).padEnd(15)} ${text}\n`,
        ),
      ].join(''),
    );
    return `Country Indication      PlayList\n=====================================\n${rows.join('')}`;
  },
});
