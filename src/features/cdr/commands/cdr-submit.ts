import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { cdrDeskPort } from '../ports.ts';

/** `cdr submit`. */
export const command = defineCliCommand({
  command: 'cdr submit',
  module: 'cdr',
  synopsis: 'Posts all pending batched CDR data',
  usage: 'Writes the records that wait in the batch.',
  run(context) {
    const desk = context.use(cdrDeskPort);
    if (!desk.settings.enable) return 'Cannot submit CDR batch: CDR engine disabled.\n';
    return desk.submit()
      ? 'Submitted CDRs to backend engines for processing.  This may take a while.\n'
      : 'Cannot submit CDR batch: batch mode not enabled.\n';
  },
});
