import type { ConfigText } from '../text.ts';

/**
 * What a name in one file can stand for in another: `context` of the dialplan, `endpoint` (a phone or trunk), `mailbox`
 * (`box` or `box@context`), `calendar`, `music class`, or a `dial string` (`TECH/resource`, several joined by `&`).
 */
export type ThingKind = 'context' | 'endpoint' | 'mailbox' | 'calendar' | 'music class' | 'dial string';

/** A name that a file gives to a thing, or by which it asks for one. */
export interface NamedThing {
  readonly kind: ThingKind;
  readonly name: ConfigText;
}
