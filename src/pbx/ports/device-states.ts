import type { Topic } from '../../base/event-bus.ts';
import { defineTopic } from '../../base/event-bus.ts';
import { definePort } from '../../base/port.ts';
import type { DeviceState } from '../../channel/state.ts';

/** Who answers for devices of one kind that no channel driver knows, for example `Calendar:` or `Custom:`. */
export interface DeviceStateProvider {
  /** The word before the colon, matched without regard to case. */
  readonly prefix: string;
  state(name: string): DeviceState;
}

/** The states of devices, whoever answers for them. */
export interface DeviceStates {
  /** Adds a provider; the returned function takes it out. */
  provide(provider: DeviceStateProvider): () => void;
  /** The state of `SIP/alice`, `Calendar:work`, or several joined by `&`. INVALID or UNKNOWN where nobody knows it. */
  state(device: string): DeviceState;
  /** To be called by whoever answers for a device when its state has changed; without a state it is asked for. */
  changed(device: string, state?: DeviceState): void;
  /** The devices of which a change was told, with their last states. */
  known(): ReadonlyArray<{ readonly device: string; readonly state: DeviceState }>;
}

/** A device's state has changed. */
export const deviceStateChanged: Topic<{ device: string; state: DeviceState }> = defineTopic('deviceStateChanged');

/** @see DeviceStates */
export const deviceStatesPort = definePort<DeviceStates>('device-states');
