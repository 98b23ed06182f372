import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { celEventLogged } from '../events/cel.ts';
import { celSchema } from '../files/cel-conf.ts';
import { celDeskPort } from '../ports.ts';

/** Channel events as events of the manager interface, if cel.conf wants them. */
export const module = defineModule({
  name: 'cel_manager',
  description: 'Asterisk Manager Interface CEL Backend',
  needs: [configFilesPort, celDeskPort],
  start({ bus, scope, use }) {
    const desk = use(celDeskPort);
    const load = () => use(configFilesPort).load(celSchema).values.manager.values;
    let values = load();
    let leave: (() => void) | undefined;
    /** It is a backend only where it is wanted. */
    const follow = (): void => {
      leave?.();
      leave = undefined;
      if (!values.enabled) return;
      leave = desk.add({
        name: 'Manager Event Logging',
        write(event) {
          if (bus.listenerCount(celEventLogged) === 0) return;
          bus.publish(celEventLogged, { event, showUserDefined: values.show_user_defined });
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
