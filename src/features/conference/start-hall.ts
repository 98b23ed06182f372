import { isAbsolute, join } from 'node:path';
import type { PortFinder } from '../../base/port.ts';
import { defineDeviceStateProvider } from '../../extend/define-device-state-provider.ts';
import type { ModuleContext } from '../../extend/define-module.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';
import { mediaPort } from '../../pbx/ports/media.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { ConferenceHall } from './hall.ts';
import type { ConferenceKind } from './topics.ts';

/** The ports that a hall needs. */
export const hallNeeds = [mediaPort, promptsPort, systemPort, deviceStatesPort];

/** Opens the hall of a module, with the states of its conferences as devices `PREFIX:name`, for lamps. It closes with the module. */
export function startHall(context: ModuleContext, kind: ConferenceKind, prefix: string): ConferenceHall {
  const states = context.use(deviceStatesPort);
  const hall: ConferenceHall = new ConferenceHall(
    {
      kind,
      media: context.use(mediaPort),
      bus: context.bus,
      clock: context.clock,
      log: context.log,
      prompts: context.use(promptsPort),
      recordings: recordingsIn(context),
    },
    (name) => states.changed(`${prefix}:${name}`),
  );
  const provider = defineDeviceStateProvider({
    prefix,
    state: (name) => (hall.find(name) ? 'INUSE' : 'NOT_INUSE'),
  });
  context.scope.onClose('device states', states.provide(provider));
  context.scope.onClose('conferences', () => hall.close());
  return hall;
}

/** Where recordings of conferences go that do not say where. */
export function recordingsIn(context: PortFinder): string {
  return join(context.use(systemPort).directories.spool, 'monitor');
}

/** Where a recording of that name goes. */
export function recordingPath(file: string, recordings: string): string {
  return isAbsolute(file) ? file : join(recordings, file);
}
