import { registrationCommand } from '../listing/registration-command.ts';

/** `pjsip send register NAME`. */
export const command = registrationCommand(
  'pjsip send register',
  'Register with another now, out of turn',
  (registrations, one) => registrations.register(one),
);
