import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { parkingKeeperPort } from '../keeper-port.ts';
import type { Lot } from '../parking-keeper.ts';

/** `parking show [lot]`, as Asterisk 16 writes it. */
export const command = defineCliCommand({
  command: 'parking show [<lot>]',
  module: 'res_parking',
  synopsis: 'Shows a parking lot, or all of them',
  usage: 'Tells the settings of the parking lots of res_parking.conf; of one, the calls that are parked there, too.',
  complete(context, words) {
    return words.length > 0 ? [] : context.use(parkingKeeperPort).lots.map(({ settings }) => settings.name);
  },
  run(context, [name]) {
    const keeper = context.use(parkingKeeperPort);
    if (name === undefined) {
      const dynamic = keeper.mayMakeLots ? 'yes' : 'no';
      const general = `\nParking General Options\n-----------------------\nDynamic Parking     :  ${dynamic}\n`;
      return `${general}${keeper.lots.map(describe).join('')}\n\n`;
    }
    const lot = keeper.find(name);
    if (!lot) return `Could not find parking lot '${name}'\n\n`;
    return `${describe(lot)}\nParked Calls\n------------\n${callsOf(lot)}\n\n`;
  },
});

function describe({ settings }: Lot): string {
  const { comesBack } = settings;
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['Parking Extension', settings.parkExten],
    ['Parking Context', settings.context],
    ['Parking Spaces', `${settings.firstSpace}-${settings.lastSpace}`],
    ['Parking Time', `${settings.timeMs / 1000} sec`],
    ['Comeback to Origin', comesBack ? 'yes' : 'no'],
    ['Comeback Context', `${settings.comebackContext}${comesBack ? ' (comebacktoorigin=yes, not used)' : ''}`],
    ['Comeback Dial Time', `${settings.comebackDialMs / 1000} sec`],
    ['MusicOnHold Class', settings.musicClass],
    ['Enabled', 'yes'],
    ['Dynamic', settings.dynamic ? 'yes' : 'no'],
  ];
  const lines = rows.map(([label, value]) => `${label.padEnd(20)}:  ${value}\n`).join('');
  return `\nParking Lot: ${settings.name}\n${'-'.repeat(74)}\n${lines}`;
}

function callsOf({ calls }: Lot): string {
  if (calls.size === 0) return '  (none)\n';
  return [...calls.values()]
    .sort((a, b) => a.space - b.space)
    .map(
      ({ space, channel, parkerDialString }) =>
        `  Space               :  ${space}\n  Channel             :  ${channel.name}\n  Parker Dial String  :  ${parkerDialString}\n\n`,
    )
    .join('');
}
