import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { chooseSections, readConfigFile } from '../config-text.ts';

/** ListCategories: the sections of a configuration file. */
export const action = defineManagerAction({
  name: 'ListCategories',
  module: 'manager',
  synopsis: 'List categories in configuration file.',
  arguments: 'Filename',
  classes: ['config'],
  run(context, request) {
    const read = readConfigFile(context, request.header('Filename'));
    if (typeof read === 'string') return managerError(read);
    const names = chooseSections(read, '', '').map(
      (section, index) => [`Category-${String(index).padStart(6, '0')}`, section.name] as const,
    );
    return { response: 'Success', headers: names.length === 0 ? [['Error', 'no categories found']] : names };
  },
});
