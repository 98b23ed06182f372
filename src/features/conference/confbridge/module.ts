import { hasErrors } from '../../../base/diagnostic.ts';
import { defineModule } from '../../../extend/define-module.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { confbridgeSchema } from '../files/confbridge-conf.ts';
import { confbridgePort } from '../hall.ts';
import { hallNeeds, startHall } from '../start-hall.ts';
import { Profiles } from './profiles.ts';
import { profilesPort } from './profiles-port.ts';

/** ConfBridge(): conferences. */
export const module = defineModule({
  name: 'app_confbridge',
  description: 'Conference Bridge Application',
  needs: [configFilesPort, ...hallNeeds],
  offers: [confbridgePort, profilesPort],
  start(context) {
    const files = context.use(configFilesPort);
    const profiles = new Profiles(files.load(confbridgeSchema).values);
    const hall = startHall(context, 'confbridge', 'Confbridge');
    context.offer(confbridgePort, hall);
    context.offer(profilesPort, profiles);
    return {
      reload() {
        const { file, values, diagnostics } = files.load(confbridgeSchema);
        if (file.rejected || hasErrors(diagnostics))
          return { ok: false, declined: 'confbridge.conf is faulty; the profiles stay as they were' };
        profiles.replace(values);
        return { ok: true };
      },
      inUse: () => hall.list().length,
    };
  },
});
