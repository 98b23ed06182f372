import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { applicationKind } from '../../../extend/kinds.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';

/** set music: switches music on hold on or off. */
export const agiCommand = defineAgiCommand({
  command: 'set music',
  module: 'res_agi',
  synopsis: 'Switches music on hold on or off',
  syntax: 'on|off [<class>]',
  usage: ['The music ends by itself where a file is played.', 'The result is 0.'],
  dead: false,
  async run({ call }, [word, musicClass = '']) {
    if (word === undefined) return 'usage';
    const on = /^on$/i.test(word);
    if (!on && !/^off$/i.test(word)) return { result: 0 };
    const name = on ? 'StartMusicOnHold' : 'StopMusicOnHold';
    if (call.use(registryPort).find(applicationKind, name))
      await call.use(dialplanPort).execute(call, name, musicClass);
    else call.log.warning(`set music: no loaded module has ${name}()`);
    return { result: 0 };
  },
});
