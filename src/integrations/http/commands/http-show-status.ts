import { programVersion } from '../../../base/version.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { formatAddress } from '../../../net/address.ts';
import { webServerStatePort } from '../web-server-state.ts';

/** `http show status`. @see observed: Asterisk 16 */
export const command = defineCliCommand({
  command: 'http show status',
  module: 'http',
  synopsis: 'Display HTTP server status',
  usage: 'Shows where the web server listens, and the pages that it has.',
  run(context) {
    const { settings, pages } = context.use(webServerStatePort);
    const { prefix, plain, secure, serverName, status, redirects } = settings;
    const shown = pages.filter(({ path }) => status || path !== 'httpstatus');
    return [
      'HTTP Server Status:',
      `Prefix: ${prefix}`,
      `Server: ${serverName ?? `Asterism/${programVersion()}`}`,
      plain ? `Server Enabled and Bound to ${formatAddress(plain)}` : 'Server Disabled',
      '',
      ...(secure ? [`HTTPS Server Enabled and Bound to ${formatAddress(secure.address)}`, ''] : []),
      "Enabled URI's:",
      ...(shown.length === 0 ? ['None.'] : []),
      ...shown.map(
        ({ path, withBelow, description }) => `${prefix}/${path}${withBelow ? '/...' : ''} => ${description}`,
      ),
      '',
      'Enabled Redirects:',
      ...(redirects.length === 0 ? ['  None.'] : []),
      ...redirects.map(([from, to]) => `  ${from} => ${to}`),
      '',
      '',
    ].join('\n');
  },
});
