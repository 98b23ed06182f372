import { defineAttachment } from '../../channel/attachment.ts';
import type { EvaluationContext } from '../../channel/call.ts';
import type { ServiceRecord } from '../../pbx/ports/resolver.ts';
import { resolverPort } from '../../pbx/ports/resolver.ts';
import { unlessEnded } from './enum.ts';

const servicesKey = defineAttachment<Map<string, readonly ServiceRecord[]>>('srv-results');

/** The records of a service, best first, kept for the call; undefined, with a notice, where the question failed or nobody offers it. */
export async function servicesOf(
  context: EvaluationContext,
  service: string,
  anew: boolean,
): Promise<readonly ServiceRecord[] | undefined> {
  const kept = context.call?.channel.attachments.ensure(servicesKey, () => new Map());
  const known = anew ? undefined : kept?.get(service);
  if (known) return known;
  const result = await unlessEnded(context, context.use(resolverPort).services(service));
  if (!result.ok || result.records.length === 0) {
    context.log.notice(`Error performing lookup of service '${service}'`);
    return undefined;
  }
  kept?.set(service, result.records);
  return result.records;
}
