import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';

/** An option of a configuration file. */
export const dialplanFunction = defineFunction({
  name: 'AST_CONFIG',
  module: 'func_config',
  synopsis: 'An option of a configuration file',
  description: [
    'Where it stands several times, the first; with an index, that one, counted from 0, and -1 for the last.',
  ],
  arguments: { arguments: rest('config_file,category,variable_name[,index]') },
  examples: ['same => n,NoOp(${AST_CONFIG(voicemail.conf,default,100)})'],
  read(context, { arguments: text }) {
    const [file = '', category = '', name = '', index = '0'] = splitArguments(text);
    const missing =
      file === '' ? 'an argument' : category === '' ? 'a category' : name === '' ? 'a variable' : undefined;
    if (missing !== undefined) {
      context.log.error(`AST_CONFIG() requires ${missing}`);
      return '';
    }
    const wanted = Number(index);
    if (!Number.isInteger(wanted)) {
      context.log.error('AST_CONFIG() index must be an integer');
      return '';
    }
    const values = context
      .use(configFilesPort)
      .read(file)
      .sections.filter((section) => same(section.name.text, category))
      .slice(0, 1)
      .flatMap(({ items }) => items.filter((item) => same(item.name.text, name)))
      .map(({ value }) => value.text);
    return values.at(wanted < -1 ? values.length : wanted) ?? '';
  },
});

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
