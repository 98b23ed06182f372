import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { type ConfigSectionText, chooseSections, OUT_OF_REACH, readConfigFile } from '../config-text.ts';

/** GetConfigJSON: a configuration file, or some sections of it, as an object. A name that stands twice stands twice in it, as with Asterisk. */
export const action = defineManagerAction({
  name: 'GetConfigJSON',
  module: 'manager',
  synopsis: 'Retrieve configuration (JSON format).',
  arguments: 'Filename [Category] [Filter]',
  classes: ['system', 'config'],
  run(context, request) {
    const read = readConfigFile(context, request.header('Filename'), OUT_OF_REACH);
    if (typeof read === 'string') return managerError(read);
    const sections = chooseSections(read, request.header('Category'), request.header('Filter'));
    const members = sections.map((section) => `${JSON.stringify(section.name)}:{${membersOf(section)}}`);
    return { response: 'Success', headers: [['JSON', `{${members.join(',')}}`]] };
  },
});

function membersOf({ template, bases, items }: ConfigSectionText): string {
  return [
    ...(template ? ['"istemplate":1'] : []),
    ...(bases.length > 0 ? [`"templates":${JSON.stringify(bases.join(','))}`] : []),
    ...items.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`),
  ].join(',');
}
