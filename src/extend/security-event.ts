import { defineTopic, type EventBus } from '../base/event-bus.ts';
import type { Logger } from '../base/log.ts';

/** What a security event is about, by Asterisk's names, with its version and whether something is wrong. */
export const securityKinds = {
  SuccessfulAuth: { version: 1, severity: 'Informational' },
  ChallengeSent: { version: 1, severity: 'Informational' },
  InvalidPassword: { version: 2, severity: 'Error' },
  InvalidAccountID: { version: 1, severity: 'Error' },
  ChallengeResponseFailed: { version: 1, severity: 'Error' },
  FailedACL: { version: 1, severity: 'Error' },
  RequestNotAllowed: { version: 1, severity: 'Error' },
  RequestBadFormat: { version: 1, severity: 'Error' },
  SessionLimit: { version: 1, severity: 'Error' },
} as const;

/** One of {@link securityKinds}. */
export type SecurityKind = keyof typeof securityKinds;

/** One end of a connection. */
export interface SecurityAddress {
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
}

/** Somebody has proved who he is, or could not, or asked for what he may not. */
export interface SecurityEvent {
  readonly kind: SecurityKind;
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly service: 'AMI' | 'SIP' | 'PJSIP';
  readonly account: string;
  /** What tells apart two conversations of the same account. */
  readonly session: string;
  readonly local: SecurityAddress;
  readonly remote: SecurityAddress;
  /** What belongs to this kind alone, in Asterisk's order. */
  readonly details: ReadonlyArray<readonly [name: string, value: string]>;
}

/** @see SecurityEvent */
export const securityHappened = defineTopic<SecurityEvent>('securityHappened');

/** Tells a security event to the log of that name and to who listens. */
export function tellSecurity(bus: EventBus, log: Logger, event: SecurityEvent): void {
  log.security(
    [['SecurityEvent', event.kind] as const, ...securityFields(event)]
      .map(([name, value]) => `${name}="${value}"`)
      .join(','),
  );
  if (bus.listenerCount(securityHappened) > 0) bus.publish(securityHappened, event);
}

/** All that is told of an event besides its kind, in Asterisk's order. @see observed: Asterisk 16 */
export function securityFields(event: SecurityEvent): Array<readonly [name: string, value: string]> {
  const { version, severity } = securityKinds[event.kind];
  const account = ['AccountID', event.account] as const;
  const accountLast = event.kind === 'RequestBadFormat';
  return [
    ['EventTV', securityTime(event.atMs)],
    ['Severity', severity],
    ['Service', event.service],
    ['EventVersion', String(version)],
    ...(accountLast ? [] : [account]),
    ['SessionID', event.session],
    ['LocalAddress', written(event.local)],
    ['RemoteAddress', written(event.remote)],
    ...event.details,
    ...(accountLast ? [account] : []),
  ];
}

/** A time as security events write it, in UTC. */
export function securityTime(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '+0000');
}

function written({ protocol, host, port }: SecurityAddress): string {
  return `${host.includes(':') ? 'IPV6' : 'IPV4'}/${protocol}/${host}/${port}`;
}
