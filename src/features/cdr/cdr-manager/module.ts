import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { managerCdrPosted } from '../events/cdr.ts';
import { cdrManagerSchema } from '../files/cdr-manager-conf.ts';
import { cdrDeskPort } from '../ports.ts';

/** Call detail records as events of the manager interface, if cdr_manager.conf wants them. */
export const module = defineModule({
  name: 'cdr_manager',
  description: 'Asterisk Manager Interface CDR Backend',
  needs: [configFilesPort, cdrDeskPort],
  start({ bus, clock, scope, use }) {
    const desk = use(cdrDeskPort);
    const load = () => use(configFilesPort).load(cdrManagerSchema).values;
    let values = load();
    let leave: (() => void) | undefined;
    /** It is a backend only where it is wanted. */
    const follow = (): void => {
      leave?.();
      leave = undefined;
      if (!values.general.values.enabled) return;
      leave = desk.add({
        name: 'cdr_manager',
        write(record) {
          if (bus.listenerCount(managerCdrPosted) === 0) return;
          const mappings = values.mappings.values.fields.map(({ name, value }) => ({ field: name, header: value }));
          const roundUp = desk.settings.initiatedseconds;
          bus.publish(managerCdrPosted, { record, mappings, nowMs: clock.now(), roundUp });
        },
      });
    };
    follow();
    scope.onClose('backend', () => leave?.());
    return {
      reload() {
        values = load();
        follow();
        return { ok: true };
      },
    };
  },
});
