import { createHash, randomBytes } from 'node:crypto';

/** A user name and its password. */
export interface HttpCredentials {
  readonly user: string;
  readonly secret: string;
}

/** One challenge of a WWW-Authenticate header. */
export interface HttpChallenge {
  /** In small letters. */
  readonly scheme: string;
  /** Names in small letters, quotes taken off. */
  readonly params: ReadonlyMap<string, string>;
}

/** Takes a WWW-Authenticate header apart; several challenges may stand in one. @see RFC 9110 §11.6.1 */
export function parseChallenges(header: string): HttpChallenge[] {
  const challenges: Array<{ scheme: string; params: Map<string, string> }> = [];
  const token = /\s*(?:,\s*)*([A-Za-z0-9!#$%&'*+.^_`|~-]+)(\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/y;
  while (token.lastIndex < header.length) {
    const match = token.exec(header);
    if (!match?.[1]) break;
    if (match[2] === undefined) challenges.push({ scheme: match[1].toLowerCase(), params: new Map() });
    else challenges.at(-1)?.params.set(match[1].toLowerCase(), (match[3] ?? match[4] ?? '').replace(/\\(.)/g, '$1'));
  }
  return challenges;
}

/** The digest algorithms, best first. */
const ALGORITHMS: ReadonlyArray<readonly [name: string, hash: string]> = [
  ['sha-256', 'sha256'],
  ['md5', 'md5'],
];

/**
 * The Authorization header that answers the strongest challenge we know: Digest with SHA-256, with MD5, then Basic.
 * Undefined if there is none.
 * @param target the request's path and query. @see RFC 7616, RFC 7617
 */
export function answerChallenge(
  challenges: readonly HttpChallenge[],
  credentials: HttpCredentials,
  method: string,
  target: string,
): string | undefined {
  const digests = challenges.filter((challenge) => challenge.scheme === 'digest');
  for (const [name, hash] of ALGORITHMS) {
    const found = digests.find((each) => (each.params.get('algorithm') ?? 'MD5').toLowerCase() === name);
    const answer = found && digest(found, hash, credentials, method, target);
    if (answer) return answer;
  }
  if (!challenges.some((challenge) => challenge.scheme === 'basic')) return undefined;
  return `Basic ${Buffer.from(`${credentials.user}:${credentials.secret}`).toString('base64')}`;
}

function digest(
  challenge: HttpChallenge,
  hash: string,
  { user, secret }: HttpCredentials,
  method: string,
  target: string,
): string | undefined {
  const of = (text: string): string => createHash(hash).update(text).digest('hex');
  const { params } = challenge;
  const nonce = params.get('nonce');
  if (nonce === undefined) return undefined;
  const realm = params.get('realm') ?? '';
  const offered = params
    .get('qop')
    ?.split(',')
    .map((each) => each.trim().toLowerCase());
  if (offered && !offered.includes('auth')) return undefined;
  const cnonce = randomBytes(12).toString('hex');
  const secretHash = of(`${user}:${realm}:${secret}`);
  const requestHash = of(`${method}:${target}`);
  const response = offered
    ? of(`${secretHash}:${nonce}:00000001:${cnonce}:auth:${requestHash}`)
    : of(`${secretHash}:${nonce}:${requestHash}`);
  const quote = (text: string): string => `"${text.replace(/(["\\])/g, '\\$1')}"`;
  const fields = [
    `username=${quote(user)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(target)}`,
    `response="${response}"`,
  ];
  const algorithm = params.get('algorithm');
  const opaque = params.get('opaque');
  if (algorithm !== undefined) fields.push(`algorithm=${algorithm}`);
  if (opaque !== undefined) fields.push(`opaque=${quote(opaque)}`);
  if (offered) fields.push('qop=auth', 'nc=00000001', `cnonce="${cnonce}"`);
  return `Digest ${fields.join(', ')}`;
}
