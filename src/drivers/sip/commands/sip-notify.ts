import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { sipNotifySchema } from '../files/sip-notify-conf.ts';
import { peersOf } from '../listing/sip-rows.ts';
import { noticeFrom } from '../notice-of.ts';
import { sipStackPort } from '../ports.ts';

/** `sip notify TYPE PEER...`. */
export const command = defineCliCommand({
  command: 'sip notify <type> <peer> [<peers...>]',
  module: 'chan_sip',
  synopsis: 'Send a NOTIFY to phones, for example to have them read their settings again',
  usage: 'What is said is a section of sip_notify.conf of that name.',
  complete(context, typed) {
    if (typed.length > 0) return peersOf(context.use(sipStackPort)).map(({ name }) => name);
    return context
      .use(configFilesPort)
      .load(sipNotifySchema)
      .values.types.map(({ name }) => name);
  },
  run(context, [type = '', ...peers]) {
    const { file, values } = context.use(configFilesPort).load(sipNotifySchema);
    if (file.missing) return { failed: true, text: 'No sip_notify.conf file found, or no types listed there\n' };
    const found = values.types.find(({ name }) => name.toLowerCase() === type.toLowerCase());
    if (!found) return { failed: true, text: `Unable to find notify type '${type}'\n` };
    const notice = noticeFrom(found.values.lines.map(({ name, value }) => [name, value] as const));
    const stack = context.use(sipStackPort);
    return peers
      .map((peer) => {
        const endpoint = stack.endpointOf('SIP', peer);
        return endpoint && stack.notify(endpoint, notice)
          ? `Sending NOTIFY of type '${type}' to '${peer}'\n`
          : 'Could not create address\n';
      })
      .join('');
  },
});
