import { comparePatterns } from '../pattern/order.ts';
import type { ExtensionModel } from './model.ts';

/** The order in which the extensions of a context are tried and listed: by pattern, those for certain callers first. */
export function compareExtensions(
  a: Pick<ExtensionModel, 'pattern' | 'caller'>,
  b: Pick<ExtensionModel, 'pattern' | 'caller'>,
): number {
  const order = comparePatterns(a.pattern, b.pattern);
  if (order !== 0) return order;
  return a.caller && b.caller ? comparePatterns(a.caller, b.caller) : Number(!a.caller) - Number(!b.caller);
}
