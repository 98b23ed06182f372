import { defineTopic } from '../../base/event-bus.ts';
import { definePort } from '../../base/port.ts';
import type { DeviceState } from '../../channel/state.ts';
import type { Presence } from './presence.ts';

/** The two halves of a hint `devices,presence`; the second is empty in most. */
export function splitHint(text: string): { readonly devices: string; readonly presence: string } {
  const comma = text.indexOf(',');
  return comma < 0
    ? { devices: text, presence: '' }
    : { devices: text.slice(0, comma), presence: text.slice(comma + 1).trim() };
}

/** What an extension's hint shows. */
export interface ExtensionState {
  readonly context: string;
  readonly exten: string;
  /** The whole hint as it is written: devices, and what follows the comma. */
  readonly hint: string;
  /** That of its devices taken together. */
  readonly state: DeviceState;
}

/** The extensions that have a hint. */
export interface ExtensionStates {
  list(): readonly ExtensionState[];
  /** That of one extension, patterns included; undefined where it has no hint. */
  of(context: string, exten: string): ExtensionState | undefined;
}

/** What a hint shows has changed. */
export const extensionStateChanged = defineTopic<ExtensionState>('extensionStateChanged');

/** The presence that a hint names after its devices has changed. */
export const extensionPresenceChanged = defineTopic<ExtensionState & { readonly presence: Presence }>(
  'extensionPresenceChanged',
);

/** @see ExtensionStates */
export const extensionStatesPort = definePort<ExtensionStates>('extension-states');
