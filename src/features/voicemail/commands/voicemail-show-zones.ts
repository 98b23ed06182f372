import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { voicemailPort } from '../voicemail.ts';

/** The zones of [zonemessages]. */
export const command = defineCliCommand({
  command: 'voicemail show zones',
  module: 'app_voicemail',
  synopsis: 'List the zones that messages are timed in',
  usage: 'Lists the sections of [zonemessages]: the time zone and how times are said there.',
  run(context) {
    const zones = [...context.use(voicemailPort).settings.zones.values()];
    if (zones.length === 0) return { failed: true, text: 'There are no voicemail zones currently defined\n' };
    const line = (name: string, zone: string, format: string): string =>
      `${name.padEnd(15)} ${zone.padEnd(20)} ${format.padEnd(45)}\n`;
    return [
      line('Zone', 'Timezone', 'Message Format'),
      ...zones.map(({ name, timeZone, format }) => line(name, timeZone, format)),
    ].join('');
  },
});
