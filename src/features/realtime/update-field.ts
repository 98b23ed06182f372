import type { EvaluationContext } from '../../channel/call.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { realtimePort } from './realtime-port.ts';

/** What `Set(REALTIME(family,fieldmatch,value,newcol)=…)` and REALTIME_FIELD do. */
export function updateField(context: EvaluationContext, functionName: string, text: string, value: string): void {
  const [family = '', column = '', matched, field = ''] = splitArguments(text);
  if (family === '' || column === '' || matched === undefined || field === '') {
    context.warn(`Syntax: ${functionName}(family,fieldmatch,value,newcol) - missing argument!`);
    return;
  }
  const changed = context.use(realtimePort).update(family, [{ column, value: matched }], [[field, value]]);
  if (changed === undefined)
    context.warn('Failed to update. Check the debug log for possible data repository related entries.');
}
