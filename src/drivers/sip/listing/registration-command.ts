import { type CliCommandDefinition, defineCliCommand } from '../../../extend/define-cli-command.ts';
import type { OutboundRegistrations, RunningRegistration } from '../outbound-registrations.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip send register` and `pjsip send unregister`: something is done to one registration of ours, or to all (`*all`). */
export function registrationCommand(
  words: string,
  synopsis: string,
  act: (registrations: OutboundRegistrations, one: RunningRegistration) => void,
): CliCommandDefinition {
  return defineCliCommand({
    command: `${words} <registration>`,
    module: 'res_pjsip_outbound_registration',
    synopsis,
    usage: `${synopsis}; *all stands for all of them.`,
    complete: (context, typed) =>
      typed.length > 0
        ? []
        : [
            '*all',
            ...context
              .use(sipStackPort)
              .registrations.list()
              .flatMap(({ spec }) => (spec.dialect === 'PJSIP' ? [spec.name] : [])),
          ],
    run(context, [name = '']) {
      const { registrations } = context.use(sipStackPort);
      const known = registrations.list().filter(({ spec }) => spec.dialect === 'PJSIP');
      const meant = name === '*all' ? known : known.filter(({ spec }) => spec.name === name);
      if (meant.length === 0 && name !== '*all')
        return { failed: true, text: `Unable to retrieve registration ${name}\n` };
      for (const one of meant) act(registrations, one);
      return '';
    },
  });
}
