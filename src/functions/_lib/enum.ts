import { untilAborted } from '../../base/until-aborted.ts';
import type { EvaluationContext } from '../../channel/call.ts';
import { compilePosixRegex } from '../../extend/posix-regex.ts';
import { resolverPort } from '../../pbx/ports/resolver.ts';

/** The zone of numbers where none is given. @see RFC 6116 §3.2 */
export const NUMBERS_ZONE = 'e164.arpa';
const INFRASTRUCTURE_BRANCH = 'i';

/** One way to reach a number. */
export interface EnumRecord {
  /** The method in capitals: SIP, TEL, …. */
  readonly method: string;
  readonly uri: string;
}

/** How a number becomes a name: as a telephone number; as it stands (`d`); as an ITAD subscriber number (`s`); in the carriers' own tree (`i`). */
export type NumberKind = 'number' | 'direct' | 'subscriber' | 'infrastructure';

/** The name under which a number is found. */
export function enumName(number: string, zone: string, kind: NumberKind): string {
  if (kind === 'direct') return `${number}.${zone}`;
  if (kind === 'subscriber') {
    const [subscriber = '', domain = ''] = number.split('*');
    return `${flipped(subscriber)}.${domain}.${zone}`;
  }
  return kind === 'infrastructure'
    ? `${flipped(number)}.${INFRASTRUCTURE_BRANCH}.${zone}`
    : `${flipped(number)}.${zone}`;
}

function flipped(number: string): string {
  return [...number]
    .filter((sign) => /\d/.test(sign))
    .reverse()
    .join('.');
}

/** The records of a number, best first; undefined where the question failed. */
export async function lookUpNumber(
  context: EvaluationContext,
  number: string,
  zone: string,
  kind: NumberKind,
): Promise<readonly EnumRecord[] | undefined> {
  const plain = number.replaceAll('-', '');
  const result = await unlessEnded(context, context.use(resolverPort).naming(enumName(plain, zone, kind)));
  if (!result.ok) {
    context.log.debug(1, `ENUM: ${result.message}`);
    return undefined;
  }
  const subject = kind === 'direct' || plain.startsWith('+') ? plain : `+${plain}`;
  return result.records.flatMap(({ flags, service, regexp, replacement }) => {
    const method = methodOf(service);
    const uri = regexp === '' ? replacement : rewrite(regexp, subject);
    return flags.toLowerCase() === 'u' && method !== undefined && uri !== undefined ? [{ method, uri }] : [];
  });
}

/** Of `E2U+sip` or `E2U+voice:tel` the kind of address; also the older `sip+E2U`. @see RFC 6116 §3.4.3.1 */
function methodOf(service: string): string | undefined {
  const [, after] = /^e2u\+(.+)$/i.exec(service) ?? [];
  const [, before] = /^(.+)\+e2u$/i.exec(service) ?? [];
  return (after ?? before)?.toUpperCase();
}

/** `!pattern!replacement!flags` on the number. @see RFC 3402 §3.2 */
function rewrite(expression: string, subject: string): string | undefined {
  const parts = expression.slice(1).split(expression.charAt(0));
  const [pattern = '', replacement = '', flags = ''] = parts;
  const compiled = compilePosixRegex(pattern, flags.includes('i'));
  if ('error' in compiled) return undefined;
  const match = compiled.regex.exec(subject);
  if (!match) return undefined;
  return replacement.replaceAll(/\\(\d)/g, (_all, group: string) => match.groups[Number(group)] ?? '');
}

/** Those of a method, or all; without the scheme of the address unless it is wanted. */
export function addressesOf(records: readonly EnumRecord[], method: string, withScheme: boolean): string[] {
  const wanted = method.toUpperCase();
  if (wanted === 'ALL') return records.map(({ uri }) => uri);
  return records
    .filter((record) => record.method === wanted)
    .map(({ uri }) => (withScheme ? uri : uri.replace(/^[A-Za-z][\w+.-]*:/, '')));
}

/** What is waited for, unless the call ends meanwhile. */
export function unlessEnded<T>(context: EvaluationContext, wanted: Promise<T>): Promise<T> {
  return context.call ? Promise.race([wanted, untilAborted(context.call.signal)]) : wanted;
}
