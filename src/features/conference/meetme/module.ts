import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { hallNeeds, startHall } from '../start-hall.ts';
import { MeetmeRooms } from './meetme-rooms.ts';
import { meetmeRoomsPort } from './meetme-rooms-port.ts';

/**
 * MeetMe(): conferences as they were before ConfBridge().
 *
 * Deviation: Asterisk mixes MeetMe's rooms in DAHDI's kernel driver and leaves the application out where that is not there;
 * here both applications have the same mix.
 */
export const module = defineModule({
  name: 'app_meetme',
  description: 'MeetMe conference bridge',
  needs: [configFilesPort, ...hallNeeds],
  offers: [meetmeRoomsPort],
  start(context) {
    const rooms = new MeetmeRooms(startHall(context, 'meetme', 'MeetMe'), context.use(configFilesPort));
    rooms.fixed();
    context.offer(meetmeRoomsPort, rooms);
    return { inUse: () => rooms.hall.list().length };
  },
});
