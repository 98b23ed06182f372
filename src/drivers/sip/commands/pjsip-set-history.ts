import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { sipStackPort } from '../ports.ts';

/** `pjsip set history on`, `off` and `clear`. */
export const command = defineCliCommand({
  command: 'pjsip set history {on|off|clear}',
  module: 'res_pjsip_history',
  synopsis: 'Remember SIP messages, or no more of them, or forget them',
  usage: 'The last ten thousand messages are kept, for pjsip show history.',
  run(context, [word]) {
    const { trace } = context.use(sipStackPort);
    if (word === 'clear') trace.history.clear();
    else trace.remember(word === 'on');
    return { on: 'PJSIP History enabled\n', off: 'PJSIP History disabled\n' }[word ?? ''] ?? 'PJSIP History cleared\n';
  },
});
