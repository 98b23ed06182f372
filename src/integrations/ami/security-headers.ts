import { defineEvent, type ManagerEventDefinition } from '../../extend/define-event.ts';
import { type SecurityKind, securityFields, securityHappened } from '../../extend/security-event.ts';

/** The manager event for one kind of security event, which is called the same. */
export function securityEvent(kind: SecurityKind): ManagerEventDefinition {
  const [synopsis, own] = KINDS[kind];
  return defineEvent({
    name: kind,
    module: 'manager',
    synopsis,
    fields: `${COMMON} ${own}`,
    topic: securityHappened,
    class: 'security',
    headers: (event) => (event.kind === kind ? securityFields(event) : undefined),
  });
}

const COMMON = 'EventTV Severity Service EventVersion AccountID SessionID LocalAddress RemoteAddress';

const KINDS: Readonly<Record<SecurityKind, readonly [synopsis: string, ownFields: string]>> = {
  SuccessfulAuth: ['Somebody has proved who he is.', 'UsingPassword [Module] [SessionTV]'],
  ChallengeSent: ['Somebody has been asked to prove who he is.', 'Challenge [Module] [SessionTV]'],
  InvalidPassword: [
    'Somebody has given a wrong password.',
    '[Module] [SessionTV] [Challenge] [ReceivedChallenge] [ReceivedHash]',
  ],
  InvalidAccountID: ['Somebody has named an account that there is not.', '[Module] [SessionTV]'],
  ChallengeResponseFailed: [
    'Somebody has answered a challenge wrongly.',
    'Challenge Response ExpectedResponse [Module] [SessionTV]',
  ],
  FailedACL: [
    'Somebody came from an address that is not allowed, or asked for an extension that there is not.',
    '[Module] [ACLName] [SessionTV]',
  ],
  RequestNotAllowed: ['Somebody has asked for what he may not.', 'RequestType [Module] [SessionTV] [RequestParams]'],
  RequestBadFormat: [
    'Somebody has asked in a way that cannot be understood.',
    'RequestType [Module] [SessionTV] [AccountID] [RequestParams]',
  ],
  SessionLimit: ['A connection had to give way because there were too many.', '[Module] [SessionTV]'],
};
