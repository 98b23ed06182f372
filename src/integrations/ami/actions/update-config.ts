import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../../base/errors.ts';
import { replaceFile } from '../../../base/replace-file.ts';
import { saysYes } from '../../../base/switch-word.ts';
import { defineManagerAction, managerError } from '../../../extend/define-manager-action.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { ConfigDocument } from '../config-document.ts';
import { editConfig } from '../config-edit.ts';
import { isConfigFileName, OUT_OF_REACH } from '../config-text.ts';

/** UpdateConfig: changes a configuration file, all of what is asked or nothing, and reads it again if wanted. */
export const action = defineManagerAction({
  name: 'UpdateConfig',
  module: 'manager',
  synopsis: 'Update basic configuration.',
  arguments:
    'SrcFilename DstFilename [Reload] [PreserveEffectiveContext] [Action-000000] [Cat-000000] [Var-000000] [Value-000000] [Match-000000] [Line-000000] [Options-000000]',
  classes: ['config'],
  async run(context, request) {
    const source = request.header('SrcFilename');
    const target = request.header('DstFilename');
    if (source === '' || target === '') return managerError('Filename not specified');
    if (!isConfigFileName(source) || !isConfigFileName(target)) return managerError(OUT_OF_REACH);
    const { etc } = context.use(systemPort).directories;
    const [from, to] = [join(etc, source), join(etc, target)];
    // latin1 keeps every byte, whatever the file is written in
    if (!existsSync(from) || !existsSync(to)) return managerError(OUT_OF_REACH);
    try {
      const document = new ConfigDocument(readFileSync(from, 'latin1'));
      const fault = editConfig(document, inBytes(request));
      if (fault !== undefined) return managerError(fault);
      replaceFile(to, Buffer.from(document.toString(), 'latin1'), statSync(to).mode);
    } catch (error) {
      context.log.error(`manager action UpdateConfig cannot write ${to}: ${messageOf(error)}`);
      return managerError('Save of config failed');
    }
    const reload = request.header('Reload');
    if (reload !== '') await context.use(modulesPort).reload(saysYes(reload) ? undefined : reload);
    return { response: 'Success' };
  },
});

/** The request with its text as the bytes that a file holds. */
function inBytes<R extends { header(name: string): string }>(request: R): R {
  return { ...request, header: (name) => Buffer.from(request.header(name), 'utf8').toString('latin1') };
}
