import { defineManagerAction, managerSuccess } from '../../../extend/define-manager-action.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';

/** LoggerRotate: begins new log files. */
export const action = defineManagerAction({
  name: 'LoggerRotate',
  module: 'core',
  synopsis: 'Reload and rotate the Asterisk logger.',
  classes: ['system', 'reporting'],
  run(context) {
    if (context.has(loggingPort)) context.use(loggingPort).rotate();
    return managerSuccess('Reloaded the logger and rotated log files');
  },
});
