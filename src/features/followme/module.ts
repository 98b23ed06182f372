import { hasErrors } from '../../base/diagnostic.ts';
import { defineModule, type LoadResult } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { followMeSchema } from './files/followme-conf.ts';
import { type Profile, readProfiles } from './profiles.ts';
import { profilesPort } from './profiles-port.ts';

/** Looks for people under several numbers. */
export const module = defineModule({
  name: 'app_followme',
  description: 'Find-Me/Follow-Me Application',
  needs: [configFilesPort],
  offers: [profilesPort],
  start(context) {
    let profiles: ReadonlyMap<string, Profile> = new Map();
    const reload = (): LoadResult => {
      const { file, values, diagnostics } = context.use(configFilesPort).load(followMeSchema);
      if (!file.missing && (file.rejected || hasErrors(diagnostics)))
        return { ok: false, declined: 'followme.conf is faulty; the profiles stay as they were' };
      profiles = file.missing ? new Map() : readProfiles(values);
      return { ok: true };
    };
    reload();
    context.offer(profilesPort, { find: (name) => profiles.get(name) });
    return { reload };
  },
});
