import { defineModule } from '../../extend/define-module.ts';
import { databasePort } from '../../pbx/ports/database.ts';
import { presencesPort } from '../../pbx/ports/presence.ts';
import { readCustomPresence } from './custom-presence.ts';

/** Presence that only the dialplan knows: `CustomPresence:name`, for hints and clients. It is kept in the database. */
export const module = defineModule({
  name: 'func_presencestate',
  description: 'Gets or sets a presence state in the dialplan',
  needs: [databasePort, presencesPort],
  start(context) {
    const provider = { prefix: 'CustomPresence', presence: (name: string) => readCustomPresence(context, name) };
    context.scope.onClose('provider', context.use(presencesPort).provide(provider));
    return undefined;
  },
});
