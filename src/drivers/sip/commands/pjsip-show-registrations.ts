import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { objectsFound, RULE } from '../listing/pjsip-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip show registrations`. */
export const command = defineCliCommand({
  command: 'pjsip show registrations',
  module: 'res_pjsip',
  synopsis: 'Show PJSIP Registrations',
  run(context) {
    const running = context
      .use(sipStackPort)
      .registrations.list()
      .filter(({ spec }) => spec.dialect === 'PJSIP');
    if (running.length === 0) return objectsFound(0);
    const nowMs = context.clock.now();
    const rows = running.map(({ spec, client }) => {
      const word = {
        registered: 'Registered',
        rejected: 'Rejected',
        idle: 'Stopped',
        trying: 'Unregistered',
        waiting: 'Unregistered',
      }[client.state];
      const left =
        client.registeredAtMs === undefined
          ? undefined
          : Math.round((client.registeredAtMs - nowMs) / 1000) + client.refreshSeconds;
      const expiry = left === undefined ? '' : left >= 0 ? `  (exp. ${left}s)` : `  (exp. ${-left}s ago)`;
      return ` ${`${spec.name}/${spec.server}`.padEnd(54)}  ${(spec.authName || 'n/a').padEnd(26)}  ${word.padEnd(16)}${expiry}\n`;
    });
    const heading =
      '\n <Registration/ServerURI..............................>  <Auth....................>  <Status.......>\n';
    return `${heading}${RULE}\n${rows.join('')}${objectsFound(running.length)}`;
  },
});
