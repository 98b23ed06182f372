import { registrationCommand } from '../listing/registration-command.ts';

/** `pjsip send unregister NAME`. */
export const command = registrationCommand(
  'pjsip send unregister',
  'Take a registration with another back',
  (registrations, one) => registrations.unregister(one),
);
