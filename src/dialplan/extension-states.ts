import type { EventBus } from '../base/event-bus.ts';
import type { DeviceState } from '../channel/state.ts';
import { type DeviceStates, deviceStateChanged } from '../pbx/ports/device-states.ts';
import type { Dialplan } from '../pbx/ports/dialplan.ts';
import {
  type ExtensionState,
  type ExtensionStates,
  extensionPresenceChanged,
  extensionStateChanged,
  splitHint,
} from '../pbx/ports/extension-states.ts';
import { presenceChanged } from '../pbx/ports/presence.ts';
import type { DialplanModel, HintModel } from './model/model.ts';

/** What following hints needs. */
export interface ExtensionStatesHouse {
  readonly bus: EventBus;
  readonly devices: DeviceStates;
  readonly dialplan: Pick<Dialplan, 'hint'>;
  /** What runs now; undefined before the first load. */
  readonly model: () => DialplanModel | undefined;
}

/** One hint and where it stands. */
interface PlacedHint {
  readonly context: string;
  readonly exten: string;
  readonly hint: Pick<HintModel, 'devices' | 'name'>;
}

/** All hints of a dialplan, and those of each device, by its name in lower case. */
interface HintIndex {
  readonly all: readonly PlacedHint[];
  readonly byDevice: ReadonlyMap<string, readonly PlacedHint[]>;
  /** By what stands after the devices: `CustomPresence:anna`. */
  readonly byPresence: ReadonlyMap<string, readonly PlacedHint[]>;
}

const NO_HINTS: HintIndex = { all: [], byDevice: new Map(), byPresence: new Map() };

/** Read once a dialplan: devices change their state with every call. */
function indexHints(model: DialplanModel): HintIndex {
  const all: PlacedHint[] = [];
  const byDevice = new Map<string, PlacedHint[]>();
  const byPresence = new Map<string, PlacedHint[]>();
  for (const context of model.contexts.values()) {
    for (const { name, hint } of context.extensions) {
      if (!hint) continue;
      const placed = { context: context.name, exten: name, hint };
      all.push(placed);
      const { devices, presence } = splitHint(hint.devices.toLowerCase());
      for (const device of new Set(devices.split('&'))) place(byDevice, device, placed);
      if (presence !== '') for (const one of new Set(presence.split('&'))) place(byPresence, one, placed);
    }
  }
  return { all, byDevice, byPresence };
}

function place(index: Map<string, PlacedHint[]>, key: string, placed: PlacedHint): void {
  const others = index.get(key);
  if (others) others.push(placed);
  else index.set(key, [placed]);
}

/** Follows the devices of all hints, and says so when what a hint shows has changed. Lives as long as the bus. */
export function createExtensionStates({ bus, devices, dialplan, model }: ExtensionStatesHouse): ExtensionStates {
  const shown = new Map<string, DeviceState>();
  let read: DialplanModel | undefined;
  let index: HintIndex = NO_HINTS;
  const hints = (): HintIndex => {
    const now = model();
    if (now !== read) index = now ? indexHints(now) : NO_HINTS;
    read = now;
    return index;
  };
  const stateOf = (context: string, exten: string, hint: Pick<HintModel, 'devices' | 'name'>): ExtensionState => ({
    context,
    exten,
    hint: hint.name === '' ? hint.devices : `${hint.devices},${hint.name}`,
    state: devices.state(splitHint(hint.devices).devices),
  });
  bus.on(deviceStateChanged, ({ device }) => {
    const { byDevice } = hints();
    if (byDevice.size === 0) return;
    for (const { context, exten, hint } of byDevice.get(device.toLowerCase()) ?? []) {
      const now = stateOf(context, exten, hint);
      const place = `${exten}@${context}`;
      if (shown.get(place) === now.state) continue;
      shown.set(place, now.state);
      bus.publish(extensionStateChanged, now);
    }
  });
  bus.on(presenceChanged, ({ presentity, presence }) => {
    for (const { context, exten, hint } of hints().byPresence.get(presentity.toLowerCase()) ?? [])
      bus.publish(extensionPresenceChanged, { ...stateOf(context, exten, hint), presence });
  });
  return {
    list: () => hints().all.map(({ context, exten, hint }) => stateOf(context, exten, hint)),
    of(context, exten) {
      const hint = dialplan.hint(context, exten);
      return hint && stateOf(context, exten, hint);
    },
  };
}
