import type { Call } from '../../../channel/call.ts';

/** Warns of a variable whose name holds a blank, which is rarely meant: the blank is part of the name. */
export function warnOfBlanks(call: Call, name: string, value: string): void {
  call.warn(
    `Please avoid unnecessary spaces on variables as it may lead to unexpected results ('${name}' set to '${value}').`,
  );
}
