import type { EventWriter } from '../../extend/define-event.ts';
import type { EventHeaders, ManagerHeaders } from '../../extend/define-manager-action.ts';
import type { ParkedSnapshot } from '../../pbx/ports/parked-calls.ts';

/** What Asterisk 16 writes of a parked call, but for its channel. */
export function placeHeaders(parked: ParkedSnapshot): ManagerHeaders {
  return [
    ['ParkerDialString', parked.parkerDialString],
    ['Parkinglot', parked.lot],
    ['ParkingSpace', String(parked.space)],
    ['ParkingTimeout', String(parked.timeout)],
    ['ParkingDuration', String(parked.duration)],
  ];
}

/** The headers of a parked call, in the order in which Asterisk 16 writes them. */
export function parkedHeaders(parked: ParkedSnapshot, writer: EventWriter): EventHeaders {
  return [writer.channel(parked.parkee, 'Parkee'), ...placeHeaders(parked)];
}
