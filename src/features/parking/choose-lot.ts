import type { Channel } from '../../channel/channel.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { type LotSettings, readSpaces } from './lot-settings.ts';
import type { Lot, ParkingKeeper } from './parking-keeper.ts';

/** The lot's name that was given, or that of the channel: PARKINGLOT, CHANNEL(parkinglot), `default`. */
export function lotNameOf(channel: Channel, given: string): string {
  return given || channel.variables.get('PARKINGLOT') || channel.settings.parkingLot || 'default';
}

/** The lot for a channel; with `parkeddynamic` one is made of the PARKINGDYN… variables where there is none. Undefined, with an error in the log, where there is none. */
export function chooseLot(keeper: ParkingKeeper, channel: Channel, given: string): Lot | undefined {
  const name = lotNameOf(channel, given);
  const known = keeper.find(name);
  if (known) return known;
  const made = keeper.mayMakeLots ? makeLot(keeper, channel, name) : undefined;
  if (!made) (channel.dialplan?.log ?? keeper.house.log).error(`Could not find parking lot: '${name}'`);
  return made;
}

function makeLot(keeper: ParkingKeeper, channel: Channel, name: string): Lot | undefined {
  const { log, ports } = keeper.house;
  const read = (variable: string): string => channel.variables.get(variable) ?? '';
  const templateName = read('PARKINGDYNAMIC') || 'default';
  const template = keeper.find(templateName)?.settings;
  if (!template) {
    log.error(`Template lot '${templateName}' does not exist.`);
    return undefined;
  }
  const spaces = read('PARKINGDYNPOS') === '' ? undefined : readSpaces(read('PARKINGDYNPOS'));
  if (read('PARKINGDYNPOS') !== '' && !spaces) {
    log.error(`Invalid parking positions '${read('PARKINGDYNPOS')}' for dynamic parking lot '${name}'.`);
    return undefined;
  }
  const settings: LotSettings = {
    ...template,
    name,
    dynamic: true,
    context: read('PARKINGDYNCONTEXT') || template.context,
    parkExten: read('PARKINGDYNEXTEN') || template.parkExten,
    firstSpace: spaces?.[0] ?? template.firstSpace,
    lastSpace: spaces?.[1] ?? template.lastSpace,
  };
  if (settings.parkExten !== '' && overlaps(settings, ports.use(dialplanPort))) {
    log.error(`Extensions for dynamic parking lot '${name}' could not be registered. Dynamic lot creation failed.`);
    return undefined;
  }
  return keeper.add(settings);
}

/** True where one of the lot's spaces is an extension of its context already. */
function overlaps(
  { context, firstSpace, lastSpace }: LotSettings,
  dialplan: { exists(target: { context: string; exten: string; priority: number }): boolean },
): boolean {
  for (let space = firstSpace; space <= lastSpace; space++)
    if (dialplan.exists({ context, exten: String(space), priority: 1 })) return true;
  return false;
}
