import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { systemPort } from '../../pbx/ports/system.ts';

/** The version of the PBX. */
export const dialplanFunction = defineFunction({
  name: 'VERSION',
  module: 'func_version',
  synopsis: 'The version of the PBX',
  arguments: { what: rest('[ASTERISK_VERSION_NUM|BUILD_USER|…]') },
  read(context, { what }) {
    const { version } = context.use(systemPort);
    if (what !== 'ASTERISK_VERSION_NUM') return version;
    const [major = '0', minor = '0', patch = '0'] = version.split(/[^0-9]+/).filter((part) => part !== '');
    return `${major}${minor.padStart(2, '0')}${patch.padStart(2, '0')}`;
  },
});
