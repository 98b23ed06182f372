import type { BridgeSeat } from '../../channel/bridge/seat.ts';
import { blindTransfer } from '../../channel/bridge/transfer.ts';
import type { Channel } from '../../channel/channel.ts';
import { blindTransferred } from '../../channel/events.ts';
import type { DialplanTarget } from '../../channel/position.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { parkingPort } from '../../pbx/ports/parking.ts';
import { askTarget } from './ask-target.ts';
import { type FeatureHouse, playSound } from './feature-house.ts';
import type { GeneralSettings } from './settings.ts';

/**
 * A blind transfer by digits: the other party hears music while an extension is dialled, and is sent there. Where none is, the two go on
 * talking. Rejects when the one who transfers hangs up meanwhile.
 */
export async function transferBlindly(
  house: FeatureHouse,
  party: Channel,
  seat: BridgeSeat,
  settings: GeneralSettings,
): Promise<void> {
  const over = new AbortController();
  seat.onEnd(() => over.abort(new DOMException('the bridge is over', 'AbortError')));
  const signal = AbortSignal.any([party.hangupSignal, over.signal]);
  seat.holdPeer(true);
  let target: DialplanTarget | undefined;
  try {
    target = await askTarget(house, party, settings, signal);
  } catch (reason) {
    if (over.signal.aborted) return;
    throw reason;
  }
  if (!target) {
    seat.holdPeer(false);
    return;
  }
  const step = house.ports.use(dialplanPort).stepAt(target);
  if (step?.application.toLowerCase() === 'park' && house.ports.has(parkingPort)) {
    seat.holdPeer(false);
    if (!(await house.ports.use(parkingPort).parkPeer(party, seat, step.argumentText)))
      await playSound(house, party, settings.xferfailsound);
    return;
  }
  seat.holdPeer(false);
  const { bridge } = seat;
  blindTransfer(party, target, {
    sends: (transferee) => {
      transferee.variables.set('BLINDTRANSFER', party.name);
      transferee.variables.set('TRANSFERERNAME', party.name);
      house.bus.publish(blindTransferred, {
        transferor: party.snapshot(),
        transferee: transferee.snapshot(),
        bridge,
        context: target.context,
        exten: target.exten,
        external: false,
      });
    },
    goesOn: afterTransfer(house, party) ?? 'by itself',
  });
}

/** GOTO_ON_BLINDXFR, `[[context^]exten^]priority`: where the one who transfers goes on. */
function afterTransfer({ ports, log }: FeatureHouse, party: Channel): DialplanTarget | undefined {
  const place = party.variables.get('GOTO_ON_BLINDXFR') ?? '';
  if (place === '' || !party.dialplan) return undefined;
  const found = ports.use(dialplanPort).resolve(place.split('^'), party.position, party.parties.caller.number);
  if (typeof found !== 'string') return found;
  log.warning(found);
  return undefined;
}
