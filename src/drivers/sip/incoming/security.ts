import { type SecurityKind, tellSecurity } from '../../../extend/security-event.ts';
import { parseDigestFields } from '../../../sip/auth/digest-fields.ts';
import type { SipRequest } from '../../../sip/message/message.ts';
import type { ServerTransaction } from '../../../sip/transaction/server-transaction.ts';
import type { AuthOutcome } from '../authenticator.ts';
import type { Dialect, Endpoint } from '../config/endpoint.ts';
import type { StackHouse } from '../stack-house.ts';

/** A request and whose it seems to be. */
export interface Asked {
  readonly request: SipRequest;
  readonly transaction: ServerTransaction;
  readonly endpoint: Endpoint | undefined;
  readonly dialect: Dialect;
}

/** Tells a security event about a request. @param account where it is not the endpoint's name. */
export function tellOfRequest(
  house: StackHouse,
  { request, transaction, endpoint, dialect }: Asked,
  kind: SecurityKind,
  details: ReadonlyArray<readonly [string, string]> = [],
  account = endpoint?.name ?? '<unknown>',
): void {
  const { flow } = transaction;
  tellSecurity(house.bus, house.log, {
    kind,
    atMs: house.clock.now(),
    service: dialect,
    account,
    session: request.callId,
    local: { protocol: flow.protocol, host: flow.local.host, port: flow.local.port },
    remote: { protocol: flow.protocol, host: request.source.host, port: request.source.port },
    details,
  });
}

/** What the older driver calls the account of a request that is no registration: the extension that it is for. */
export function dialledOf({ request, endpoint }: Asked): string {
  return request.uri?.user || endpoint?.name || '';
}

/**
 * Tells what came of asking for a password, as each of Asterisk's drivers does: chan_sip of registrations only when they go well,
 * and PJSIP of unknown names by their own.
 */
export function tellOfCheck(house: StackHouse, asked: Asked, outcome: AuthOutcome): void {
  const { request, endpoint, dialect } = asked;
  const user = (request.method === 'REGISTER' ? request.to : request.from)?.uri?.user ?? '';
  const pjsip = dialect === 'PJSIP';
  if (outcome.ok) {
    const usesPassword = endpoint !== undefined && endpoint.accounts.length > 0;
    if (usesPassword && (pjsip || request.method === 'REGISTER'))
      tellOfRequest(house, asked, 'SuccessfulAuth', [['UsingPassword', '1']]);
    return;
  }
  if (pjsip && !endpoint) tellOfRequest(house, asked, 'InvalidAccountID', [], user);
  const sent = parseDigestFields(request.header('Authorization') ?? '');
  const challenge = /nonce="([^"]*)"/.exec(outcome.headers[0]?.[1] ?? '')?.[1] ?? '';
  if (outcome.fault === undefined) {
    const called = endpoint?.name ?? user;
    const account = request.method === 'REGISTER' ? called : `sip:${user}@${request.from?.uri?.host ?? ''}`;
    if (pjsip) tellOfRequest(house, asked, 'ChallengeSent', [['Challenge', '']]);
    else tellOfRequest(house, asked, 'ChallengeSent', [['Challenge', challenge]], account);
    return;
  }
  const [nonce, response] = [sent?.get('nonce') ?? '', sent?.get('response') ?? ''];
  if (pjsip || outcome.mismatch)
    tellOfRequest(house, asked, 'ChallengeResponseFailed', [
      ['Challenge', nonce],
      ['Response', response],
      ['ExpectedResponse', ''],
    ]);
  else
    tellOfRequest(
      house,
      asked,
      'InvalidPassword',
      [
        ['Challenge', nonce],
        ['ReceivedChallenge', nonce],
        ['ReceivedHash', response],
      ],
      request.method === 'REGISTER' ? (endpoint?.name ?? user) : dialledOf(asked),
    );
}
