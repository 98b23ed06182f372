import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { cdrPosted } from '../engine.ts';
import { managerCdrPosted } from '../events/cdr.ts';
import { cdrManagerSchema } from '../files/cdr-manager-conf.ts';

/** Call detail records as events of the manager interface, if cdr_manager.conf wants them. */
export const module = defineModule({
  name: 'cdr_manager',
  description: 'Asterisk Manager Interface CDR Backend',
  needs: [configFilesPort],
  start({ bus, clock, scope, use }) {
    const load = () => use(configFilesPort).load(cdrManagerSchema).values;
    let values = load();
    scope.onClose(
      'records',
      bus.on(cdrPosted, (record) => {
        if (!values.general.values.enabled || bus.listenerCount(managerCdrPosted) === 0) return;
        const mappings = values.mappings.values.fields.map(({ name, value }) => ({ field: name, header: value }));
        bus.publish(managerCdrPosted, { record, mappings, nowMs: clock.now() });
      }),
    );
    return {
      reload() {
        values = load();
        return { ok: true };
      },
    };
  },
});
