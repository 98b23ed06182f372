import { defineEvent, type ManagerEventDefinition } from '../../extend/define-event.ts';
import { type SecurityKind, securityFields, securityHappened } from '../../extend/security-event.ts';

/** The manager event for one kind of security event, which is called the same. */
export function securityEvent(kind: SecurityKind): ManagerEventDefinition {
  return defineEvent({
    name: kind,
    module: 'manager',
    topic: securityHappened,
    class: 'security',
    headers: (event) => (event.kind === kind ? securityFields(event) : undefined),
  });
}
