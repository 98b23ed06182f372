import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { describeMessages } from '../listing/sip-call-rows.ts';
import { sipStackPort } from '../ports.ts';

/** `sip show history CALL-ID`. */
export const command = defineCliCommand({
  command: 'sip show history <call-id>',
  module: 'chan_sip',
  synopsis: 'List the SIP messages of a call',
  usage: 'Of the call with that Call-ID, or with one that begins so; sip set history on has them remembered.',
  run(context, [callId = '']) {
    const { history } = context.use(sipStackPort).trace;
    const found = history.list().filter(({ text }) => callIdOf(text).startsWith(callId));
    const note = history.on
      ? ''
      : "\n***Note: History recording is currently DISABLED.  Use 'sip set history on' to ENABLE.\n";
    return `${note}${found.length === 0 ? `No such SIP Call ID starting with '${callId}'\n` : describeMessages(found)}`;
  },
});

function callIdOf(text: string): string {
  return /^(?:call-id|i)[ \t]*:[ \t]*(\S+)/im.exec(text)?.[1] ?? '';
}
