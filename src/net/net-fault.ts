import { messageOf, systemCodeOf } from '../base/errors.ts';
import type { NetFault } from './network.ts';

/** What went wrong with a socket, as a value. */
export function faultOf(error: unknown): NetFault {
  return { code: systemCodeOf(error) ?? 'EUNKNOWN', message: messageOf(error) };
}
