import type { BridgeHouse } from '../../../channel/bridge/two-party.ts';
import type { Call } from '../../../channel/call.ts';
import { digitFeaturesPort } from '../../../pbx/ports/digit-features.ts';
import { eventsPort } from '../../../pbx/ports/events.ts';
import { mediaPort } from '../../../pbx/ports/media.ts';
import { musicPort } from '../../../pbx/ports/music.ts';

/** What a bridge needs, of what the house of a call offers. */
export function bridgeHouse(call: Call): BridgeHouse {
  return {
    media: call.use(mediaPort),
    bus: call.use(eventsPort),
    clock: call.clock,
    log: call.log,
    music: call.has(musicPort) ? call.use(musicPort) : undefined,
    features: call.has(digitFeaturesPort) ? call.use(digitFeaturesPort) : undefined,
  };
}
