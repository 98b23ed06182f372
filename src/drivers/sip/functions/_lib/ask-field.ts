import type { EvaluationContext } from '../../../../channel/call.ts';
import { splitArguments } from '../../../../extend/argument-split.ts';

/** What is asked of which object: `name,field`. */
export interface AskedField {
  readonly name: string;
  readonly field: string;
}

/** Reads `name,field`, and says what is missing; undefined then. */
export function askField({ log }: EvaluationContext, functionName: string, text: string): AskedField | undefined {
  const [name = '', field = ''] = splitArguments(text, { raw: true, limit: 2 });
  if (text === '') log.error(`Cannot call ${functionName} without arguments`);
  else if (name === '')
    log.error(`Cannot call ${functionName} without ${functionName === 'PJSIP_AOR' ? 'an AOR' : 'a'} name to query`);
  else if (field === '') log.error(`Cannot call ${functionName} with an empty field name to query`);
  else return { name, field };
  return undefined;
}
