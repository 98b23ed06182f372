import type { ConfigText } from '../../config/text.ts';
import { parseTimeSpec } from '../../extend/time-spec.ts';
import { codes } from '../codes.ts';
import type { Faults } from '../model/faults.ts';
import { isConstant } from './written-application.ts';

/** The times before the question mark in the argument of GotoIfTime, ExecIfTime and IFTIME, where they are the same on every call. */
export function checkTimes(argument: ConfigText, faults: Faults): void {
  const question = argument.text.indexOf('?');
  const times = argument.part(0, question < 0 ? argument.text.length : question);
  if (!isConstant(times)) return;
  for (const { message, at, end } of parseTimeSpec(times.text).faults) {
    faults.add(codes.badTime, message, times, { start: at, end, help: 'write times as 9:00-17:30, 0:00 to 23:59' });
  }
}
