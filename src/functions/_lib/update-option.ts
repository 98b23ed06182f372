import type { EvaluationContext } from '../../channel/call.ts';

/** Whether the options of a party function let the far end be told of the change: all but `i` do. */
export function tellsFarEnd(context: EvaluationContext, options: string): boolean {
  for (const letter of options) if (letter !== 'i') context.log.warning(`Unrecognized option: '${letter}'`);
  return !options.includes('i');
}
