import type { EventBus } from '../base/event-bus.ts';
import type { DeviceState } from '../channel/state.ts';
import { type DeviceStateChange, type DeviceStates, deviceStateChanged } from '../pbx/ports/device-states.ts';
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
  readonly byDevice: Map<string, PlacedHint[]>;
  /** By what stands after the devices: `CustomPresence:anna`. */
  readonly byPresence: Map<string, PlacedHint[]>;
}

const noHints = (): HintIndex => ({ all: [], byDevice: new Map(), byPresence: new Map() });

/** So many extensions with hints of patterns are followed. */
const MOST_KEPT = 10_000;

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
  let index = noHints();
  const hints = (): HintIndex => {
    const now = model();
    if (now === read) return index;
    index = now ? indexHints(now) : noHints();
    read = now;
    const before = [...kept.values()];
    kept.clear();
    for (const { context, exten } of before) {
      const hint = dialplan.hint(context, exten);
      if (hint && fromPattern(now, context, exten)) keep(context, exten, hint);
    }
    return index;
  };
  const kept = new Map<string, PlacedHint>();
  /** An extension that has the hint of a pattern is followed once somebody has asked for it. */
  const keep = (context: string, exten: string, hint: PlacedHint['hint']): void => {
    const key = `${exten}@${context}`;
    if (kept.has(key) || kept.size >= MOST_KEPT) return;
    const placed = { context, exten, hint };
    kept.set(key, placed);
    const { devices, presence } = splitHint(hint.devices.toLowerCase());
    for (const device of new Set(devices.split('&'))) place(index.byDevice, device, placed);
    if (presence !== '') for (const one of new Set(presence.split('&'))) place(index.byPresence, one, placed);
  };
  const stateOf = (context: string, exten: string, hint: Pick<HintModel, 'devices' | 'name'>): ExtensionState => ({
    context,
    exten,
    hint: hint.name === '' ? hint.devices : `${hint.devices},${hint.name}`,
    state: devices.state(splitHint(hint.devices).devices),
  });
  const follow = ({ device }: DeviceStateChange): void => {
    const { byDevice } = hints();
    if (byDevice.size === 0) return;
    for (const { context, exten, hint } of byDevice.get(device.toLowerCase()) ?? []) {
      const now = stateOf(context, exten, hint);
      const place = `${exten}@${context}`;
      if (shown.get(place) === now.state) continue;
      shown.set(place, now.state);
      bus.publish(extensionStateChanged, now);
    }
  };
  let unfollow: (() => void) | undefined;
  // Without listeners states of devices are not even worked out.
  bus.whenWanted(extensionStateChanged, (wanted) => {
    unfollow?.();
    unfollow = wanted ? bus.on(deviceStateChanged, follow) : undefined;
    shown.clear();
  });
  bus.on(presenceChanged, ({ presentity, presence }) => {
    for (const { context, exten, hint } of hints().byPresence.get(presentity.toLowerCase()) ?? [])
      bus.publish(extensionPresenceChanged, { ...stateOf(context, exten, hint), presence });
  });
  return {
    list: () => [...hints().all, ...kept.values()].map(({ context, exten, hint }) => stateOf(context, exten, hint)),
    of(context, exten) {
      const hint = dialplan.hint(context, exten);
      if (!hint) return undefined;
      hints();
      if (fromPattern(read, context, exten)) keep(context, exten, hint);
      return stateOf(context, exten, hint);
    },
  };
}

/** Whether no line of a context has this very extension: its hint is that of a pattern, or of another context. */
function fromPattern(model: DialplanModel | undefined, context: string, exten: string): boolean {
  return !model?.contexts.get(context)?.extensions.some(({ name, hint }) => hint && name === exten);
}
