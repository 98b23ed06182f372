import { saysYes } from '../../base/switch-word.ts';
import { type ManagerClass, managerClasses } from '../../config/files/manager-conf.ts';

const KNOWN: ReadonlySet<string> = new Set(managerClasses);

/** The classes that an `EventMask` or `Events` header asks for: `on`, `off`, or a list; unknown words count for nothing. */
export function parseEventMask(text: string): ReadonlySet<ManagerClass> {
  if (asksForAll(text)) return new Set(managerClasses);
  const words = text
    .toLowerCase()
    .split(',')
    .map((one) => one.trim());
  return new Set(words.filter((one): one is ManagerClass => KNOWN.has(one)));
}

/** Whether a mask asks for all of them at once, and not for one after another. */
export function asksForAll(text: string): boolean {
  const word = text.trim().toLowerCase();
  return saysYes(word) || word.split(',').some((one) => one.trim() === 'all');
}
