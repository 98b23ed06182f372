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
  /** To be called by whoever hears what another server says of a device of that name; it counts together with what is known here. Undefined: it says nothing any more. */
  changedElsewhere(device: string, server: string, state: DeviceState | undefined): void;
  /** The devices of which a change was told, with their last states. */
  known(): readonly DeviceStateChange[];
}

/** What is known of a device. */
export interface DeviceStateChange {
  readonly device: string;
  /** Everybody's together. */
  readonly state: DeviceState;
  /** As it is here alone; undefined where only another server has told of a change. */
  readonly own?: DeviceState | undefined;
}

/** A device's state has changed. */
export const deviceStateChanged: Topic<DeviceStateChange> = defineTopic('deviceStateChanged');

/** @see DeviceStates */
export const deviceStatesPort = definePort<DeviceStates>('device-states');
