import {
  type ManagerContext,
  type ManagerReply,
  type ManagerRequest,
  managerError,
  managerSuccess,
} from '../../../extend/define-manager-action.ts';
import type { OutboundRegistrations, RunningRegistration } from '../outbound-registrations.ts';
import { sipStackPort } from '../ports.ts';

/** Does something to the registration of ours that an action names, or to all of them (`*all`). @param done what it is called, for the answer. */
export function withRegistrations(
  context: ManagerContext,
  request: ManagerRequest,
  done: string,
  act: (registrations: OutboundRegistrations, one: RunningRegistration) => void,
): ManagerReply {
  const name = request.header('Registration');
  if (name === '') return managerError('Registration parameter missing.');
  const { registrations } = context.use(sipStackPort);
  const running = registrations.list().filter(({ spec }) => spec.dialect === 'PJSIP');
  const all = name === '*all';
  const wanted = all ? running : running.filter(({ spec }) => spec.name === name);
  if (!all && wanted.length === 0) return managerError('Unable to retrieve registration entry');
  for (const one of wanted) act(registrations, one);
  return managerSuccess(all ? `${done}s queued.` : `${done} sent`);
}
