import type { EventBus } from '../base/event-bus.ts';
import type { DeviceState } from '../channel/state.ts';
import { type DeviceStates, deviceStateChanged } from '../pbx/ports/device-states.ts';
import type { Dialplan } from '../pbx/ports/dialplan.ts';
import { type ExtensionState, type ExtensionStates, extensionStateChanged } from '../pbx/ports/extension-states.ts';
import type { DialplanModel, HintModel } from './model/model.ts';

/** What following hints needs. */
export interface ExtensionStatesHouse {
  readonly bus: EventBus;
  readonly devices: DeviceStates;
  readonly dialplan: Pick<Dialplan, 'hint'>;
  /** What runs now; undefined before the first load. */
  readonly model: () => DialplanModel | undefined;
}

/** Follows the devices of all hints, and says so when what a hint shows has changed. Lives as long as the bus. */
export function createExtensionStates({ bus, devices, dialplan, model }: ExtensionStatesHouse): ExtensionStates {
  const shown = new Map<string, DeviceState>();
  const hints = function* (): Generator<{ context: string; exten: string; hint: Pick<HintModel, 'devices' | 'name'> }> {
    for (const context of model()?.contexts.values() ?? []) {
      for (const { name, hint } of context.extensions) if (hint) yield { context: context.name, exten: name, hint };
    }
  };
  const stateOf = (context: string, exten: string, hint: Pick<HintModel, 'devices' | 'name'>): ExtensionState => ({
    context,
    exten,
    hint: hint.name === '' ? hint.devices : `${hint.devices},${hint.name}`,
    state: devices.state(hint.devices),
  });
  bus.on(deviceStateChanged, ({ device }) => {
    const changed = device.toLowerCase();
    for (const { context, exten, hint } of hints()) {
      if (!hint.devices.toLowerCase().split('&').includes(changed)) continue;
      const now = stateOf(context, exten, hint);
      const place = `${exten}@${context}`;
      if (shown.get(place) === now.state) continue;
      shown.set(place, now.state);
      bus.publish(extensionStateChanged, now);
    }
  });
  return {
    list: () => [...hints()].map(({ context, exten, hint }) => stateOf(context, exten, hint)),
    of(context, exten) {
      const hint = dialplan.hint(context, exten);
      return hint && stateOf(context, exten, hint);
    },
  };
}
