import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { chooseSections, readConfigFile } from '../config-text.ts';

/** GetConfig: a configuration file, or some sections of it, line by line. */
export const action = defineManagerAction({
  name: 'GetConfig',
  module: 'manager',
  synopsis: 'Retrieve configuration.',
  arguments: 'Filename [Category] [Filter]',
  classes: ['system', 'config'],
  run(context, request) {
    const read = readConfigFile(context, request.header('Filename'));
    if (typeof read === 'string') return managerError(read);
    const sections = chooseSections(read, request.header('Category'), request.header('Filter'));
    if (sections.length === 0) return { response: 'Success', headers: [['No categories found', '']] };
    return {
      response: 'Success',
      headers: sections.flatMap(({ name, template, bases, items }, category) => [
        [`Category-${number(category)}`, name] as const,
        ...(template ? [[`IsTemplate-${number(category)}`, '1'] as const] : []),
        ...(bases.length > 0 ? [[`Templates-${number(category)}`, bases.join(',')] as const] : []),
        ...items.map(([key, value], line) => [`Line-${number(category)}-${number(line)}`, `${key}=${value}`] as const),
      ]),
    };
  },
});

function number(count: number): string {
  return String(count).padStart(6, '0');
}
