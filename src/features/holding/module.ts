import { defineModule } from '../../extend/define-module.ts';
import { mediaPort } from '../../pbx/ports/media.ts';
import { HoldingRooms, holdingRoomsPort } from './holding-rooms-port.ts';

/** Bridges in which calls wait. */
export const module = defineModule({
  name: 'app_bridgewait',
  description: 'Place the channel into a holding bridge application',
  needs: [mediaPort],
  offers: [holdingRoomsPort],
  start(context) {
    const rooms = new HoldingRooms();
    context.offer(holdingRoomsPort, rooms);
    return { inUse: () => rooms.size };
  },
});
