import { formatDate } from '../../base/date-format.ts';
import { defineModule } from '../../extend/define-module.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { CelEngine } from './engine.ts';
import { celSchema } from './files/cel-conf.ts';
import { type CelBackend, celDeskPort } from './ports.ts';
import { type CelSettings, celSettings } from './settings.ts';

/** Channel event logging: what happens on each channel, for those who write it down. */
export const module = defineModule({
  name: 'cel',
  description: 'CEL Engine',
  needs: [channelsPort, configFilesPort],
  offers: [celDeskPort],
  start(context) {
    const load = (): CelSettings => {
      const { values } = context.use(configFilesPort).load(celSchema);
      return celSettings(values.general.values, (name) =>
        context.log.warning(`cel.conf: there is no event '${name}'; it is left out`),
      );
    };
    let settings = load();
    const backends: CelBackend[] = [];
    const open = (): CelEngine | undefined =>
      settings.enabled
        ? new CelEngine({
            bus: context.bus,
            clock: context.clock,
            channels: context.use(channelsPort),
            settings: () => settings,
            post: (event) => {
              for (const backend of backends) backend.write(event);
            },
          })
        : undefined;
    let engine = open();
    context.scope.onClose('engine', () => engine?.close());
    context.offer(celDeskPort, {
      get settings() {
        return settings;
      },
      backends,
      add(backend) {
        backends.push(backend);
        return () => void backends.splice(backends.indexOf(backend), 1);
      },
      tell: (channel, name, extra) => engine?.user(channel, name, extra),
      timeText: ({ timeMs }) =>
        settings.dateFormat === '' ? (timeMs / 1000).toFixed(6) : formatDate(settings.dateFormat, timeMs, ''),
    });
    return {
      reload() {
        const was = settings.enabled;
        settings = load();
        if (was !== settings.enabled) {
          engine?.close();
          engine = open();
        }
        return { ok: true };
      },
    };
  },
});
