import { definePort } from '../../base/port.ts';

/** An extension that a module makes. */
export interface GeneratedExtension {
  readonly exten: string;
  /** Who has made it, as `dialplan show` names it. */
  readonly registrar: string;
  /** The devices of its hint; none where it is left out. */
  readonly hint?: string | undefined;
  /** Its one step, at priority 1. */
  readonly application: string;
  readonly data: string;
}

/** A context, or a part of one, that a module makes. */
export interface GeneratedContext {
  readonly name: string;
  readonly registrar: string;
  readonly extensions: readonly GeneratedExtension[];
}

/** Takes extensions that modules make beside what files say. */
export interface GeneratedDialplan {
  /** Puts the contexts of `owner` in the place of those it has put before; an empty list takes them out. What files say of the same place goes before. */
  put(owner: string, contexts: readonly GeneratedContext[]): void;
}

/** @see GeneratedDialplan */
export const generatedDialplanPort = definePort<GeneratedDialplan>('generated-dialplan');
