import type { EvaluationContext } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';

/** The file of each module that keeps its objects that way. */
const FILES: Readonly<Record<string, string>> = { res_pjsip: 'pjsip.conf', res_pjsip_publish_asterisk: 'pjsip.conf' };

/** An option of an object of pjsip.conf. */
export const dialplanFunction = defineFunction({
  name: 'AST_SORCERY',
  module: 'func_sorcery',
  synopsis: 'An option of an object that pjsip.conf defines',
  description: [
    'An option that stands several times is given as a whole, parted by commas or by what is given behind concat; single gives one of them, counted from 1.',
    'Deviation: what the file leaves out is empty, where Asterisk gives the default.',
  ],
  arguments: {
    arguments: rest('module_name,object_type,object_id,field_name[,retrieval_method[,retrieval_details]]'),
  },
  examples: ['same => n,NoOp(${AST_SORCERY(res_pjsip,endpoint,alice,context)})'],
  read(context, { arguments: text }) {
    const [module = '', type = '', id = '', field = '', method = 'concat', detail] = splitArguments(text);
    const names = { 'module name': module, 'object type': type, 'object id': id, 'field name': field };
    for (const [what, value] of Object.entries(names))
      if (value === '') return refuse(context, `Cannot call AST_SORCERY with an empty ${what}`);
    if (method !== 'concat' && method !== 'single')
      return refuse(context, "Retrieval method must be 'concat' or 'single'");
    const file = Object.hasOwn(FILES, module) ? FILES[module] : undefined;
    if (file === undefined) return refuse(context, `Failed to retrieve sorcery instance for module ${module}`);
    const object = context
      .use(configFilesPort)
      .read(file)
      .sections.find(
        ({ name, items }) =>
          name.text === id && items.some((item) => item.name.text === 'type' && item.value.text === type),
      );
    const values = (object?.items ?? []).filter(({ name }) => name.text === field).map(({ value }) => value.text);
    if (method === 'single') return values[(Number.parseInt(detail ?? '1', 10) || 1) - 1] ?? '';
    return values.join(detail ?? ',');
  },
});

function refuse(context: EvaluationContext, message: string): string {
  context.log.error(message);
  return '';
}
