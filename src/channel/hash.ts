import { defineAttachment } from './attachment.ts';
import type { EvaluationContext } from './call.ts';

/** The keys of each hash of a channel, the one that was set last at the end. The values are variables of the channel. */
const keysKey = defineAttachment<Map<string, Set<string>>>('hash-keys');

/** The variable that holds the value of a key. */
export function variableOf(hash: string, key: string): string {
  return `~HASH~${hash}~${key}~`;
}

/** The keys of a hash, the newest first. */
export function keysOf(context: EvaluationContext, hash: string): string[] {
  return [...(context.call?.channel.attachments.get(keysKey)?.get(hash) ?? [])].reverse();
}

/** Sets the value of a key. */
export function setEntry(context: EvaluationContext, hash: string, key: string, value: string): void {
  context.set(variableOf(hash, key), value);
  const hashes = context.call?.channel.attachments.ensure(keysKey, () => new Map());
  const keys = hashes?.get(hash);
  keys?.delete(key);
  if (keys) keys.add(key);
  else hashes?.set(hash, new Set([key]));
}

/** Forgets all entries of a hash. */
export function clearHash(context: EvaluationContext, hash: string): void {
  for (const key of keysOf(context, hash)) context.set(variableOf(hash, key), undefined);
  context.call?.channel.attachments.get(keysKey)?.delete(hash);
}
