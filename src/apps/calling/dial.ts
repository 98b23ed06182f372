import { defineApplication } from '../../extend/define-application.ts';
import { dialArguments } from './_lib/dial-options.ts';
import { runDial } from './_lib/dial-run.ts';

/** Calls other phones and joins the first to answer. */
export const application = defineApplication({
  name: 'Dial',
  module: 'app_dial',
  synopsis: 'Calls one or several phones and joins the first that answers with the caller',
  description: [
    'Destinations are TECH/resource, several joined by &; all are called at the same time and the first to answer wins.',
    'Without a timeout it rings until somebody answers or the caller gives up. When the called party hangs up the call is over, unless the option g lets the dialplan go on.',
  ],
  arguments: dialArguments,
  results: {
    DIALSTATUS: 'ANSWER, BUSY, NOANSWER, CANCEL, CONGESTION, CHANUNAVAIL, DONTCALL, TORTURE, INVALIDARGS',
    DIALEDPEERNAME: 'the channel that answered',
    DIALEDPEERNUMBER: 'the resource that answered, as it was dialled',
    DIALEDTIME: 'seconds that the caller’s channel has been there when the two part; DIALEDTIME_MS in milliseconds',
    ANSWEREDTIME: 'seconds that the caller’s channel has been up when the two part; ANSWEREDTIME_MS in milliseconds',
    RINGTIME: 'seconds until it rang; RINGTIME_MS in milliseconds',
    PROGRESSTIME: 'seconds until early media; PROGRESSTIME_MS in milliseconds',
  },
  examples: ['exten => 100,1,Dial(SIP/alice&SIP/bob,30,g)', 'exten => _9X.,1,Dial(PJSIP/${EXTEN:1}@trunk)'],
  run: (call, { destinations, timeout, options }) => runDial(call, destinations, timeout, options),
});
