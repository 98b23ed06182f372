import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { defineManagerAction, managerError, managerSuccess } from '../../../extend/define-manager-action.ts';
import { systemPort } from '../../../pbx/ports/system.ts';
import { isConfigFileName, OUT_OF_REACH } from '../config-text.ts';

/**
 * CreateConfig: an empty file in the configuration folder.
 *
 * Deviation: Asterisk also makes files elsewhere, by `..` in the name.
 */
export const action = defineManagerAction({
  name: 'CreateConfig',
  module: 'manager',
  synopsis: 'Creates an empty file in the configuration directory.',
  arguments: 'Filename',
  classes: ['config'],
  run(context, request) {
    const name = request.header('Filename');
    if (name === '') return managerError('Is a directory');
    if (!isConfigFileName(name)) return managerError(OUT_OF_REACH);
    try {
      closeSync(openSync(join(context.use(systemPort).directories.etc, name), 'wx', 0o644));
      return managerSuccess('New configuration file created successfully');
    } catch (error) {
      const there = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      return managerError(there ? 'File exists' : 'Permission denied');
    }
  },
});
