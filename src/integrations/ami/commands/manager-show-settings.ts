import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { formatAddress } from '../../../net/address.ts';
import { managerSessionsPort } from '../sessions-port.ts';

/** `manager show settings`. */
export const command = defineCliCommand({
  command: 'manager show settings',
  module: 'manager',
  synopsis: 'Tell what holds for all of the manager interface',
  usage: 'Tells the options of [general] of manager.conf as they hold, over TCP, TLS and HTTP.',
  run(context) {
    const { settings, numbered } = context.use(managerSessionsPort);
    const yes = (on: boolean): string => (on ? 'Yes' : 'No').padEnd(15);
    const { secure } = settings;
    const rows: ReadonlyArray<readonly [string, string]> = [
      ['Manager (AMI)', yes(settings.enabled)],
      ['Web Manager (AMI/HTTP)', yes(settings.web)],
      ['TCP Bindaddress', formatAddress(settings.plain).padEnd(15)],
      ['HTTP Timeout (seconds)', String(settings.webTimeoutMs / 1000).padEnd(15)],
      ['TLS Enable', yes(secure !== undefined)],
      ['TLS Bindaddress', (secure ? formatAddress(secure.address) : 'Disabled').padEnd(15)],
      ['TLS Certfile', settings.tlsNames.certificate.padEnd(15)],
      ['TLS Privatekey', settings.tlsNames.key.padEnd(15)],
      ['TLS Cipher', settings.tlsNames.ciphers.padEnd(15)],
      ['Allow multiple login', yes(settings.usual.allowMultipleLogin)],
      ['Display connects', yes(settings.usual.displayConnects)],
      ['Timestamp events', yes(settings.timestampEvents)],
      ['Channel vars', settings.channelVariables.join(',')],
      ['Disabled events', [...settings.disabledEvents].join(',')],
      ['Debug', yes(numbered)],
    ];
    const lines = rows.map(([label, value]) => `  ${`${label}:`.padEnd(25)}  ${value}\n`);
    return `\nGlobal Settings:\n----------------\n${lines.join('')}`;
  },
});
