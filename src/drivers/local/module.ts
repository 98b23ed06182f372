import { defineModule } from '../../extend/define-module.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { mediaPort } from '../../pbx/ports/media.ts';
import { technologiesPort } from '../../pbx/ports/technologies.ts';
import { createLocalDriver } from './local-driver.ts';

/** Local channels. */
export const module = defineModule({
  name: 'chan_local',
  description: 'Local Proxy Channel Driver',
  needs: [channelsPort, dialplanPort, mediaPort, technologiesPort],
  start(context) {
    const driver = createLocalDriver({
      channels: context.use(channelsPort),
      dialplan: context.use(dialplanPort),
      media: context.use(mediaPort),
      bus: context.bus,
      log: context.log,
    });
    context.scope.onClose('driver', context.use(technologiesPort).add(driver));
    return undefined;
  },
});
