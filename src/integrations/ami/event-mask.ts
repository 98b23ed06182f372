import { saysYes } from '../../base/switch-word.ts';
import { type ManagerClass, managerClasses } from '../../config/files/manager-conf.ts';

const KNOWN: ReadonlySet<string> = new Set(managerClasses);

/** The classes that an `EventMask` or `Events` header asks for: `on`, `off`, or a list; unknown words count for nothing. */
export function parseEventMask(text: string): ReadonlySet<ManagerClass> {
  const word = text.trim().toLowerCase();
  if (saysYes(word)) return new Set(managerClasses);
  const words = word.split(',').map((one) => one.trim());
  if (words.includes('all')) return new Set(managerClasses);
  return new Set(words.filter((one): one is ManagerClass => KNOWN.has(one)));
}
