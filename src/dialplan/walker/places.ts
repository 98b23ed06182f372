import type { DialplanTarget } from '../../channel/position.ts';

/** A place in the dialplan by itself, where a position moves on. */
export function at({ context, exten, priority }: DialplanTarget): DialplanTarget {
  return { context, exten, priority };
}

/** `[[context,]exten,]priority` with what is left out taken from `from`. */
export function threeParts(text: string, from: DialplanTarget): [context: string, exten: string, priority: string] {
  const parts = text.split(',');
  return [parts.at(-3) ?? from.context, parts.at(-2) ?? from.exten, parts.at(-1) ?? '1'];
}

/** `exten@context:priority` */
export function placeText({ context, exten, priority }: DialplanTarget): string {
  return `${exten}@${context}:${priority}`;
}
