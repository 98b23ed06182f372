import { rest } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { runAgi } from '../run-agi.ts';

/** Lets a script control the call. */
export const application = defineApplication({
  name: 'AGI',
  module: 'res_agi',
  synopsis: 'Lets a script control the call',
  description: [
    'The script is a program in the folder astagidir, an absolute path, agi://host[:port]/path for a server (FastAGI), or hagi://host/path for one that is found by SRV. It reads lines agi_name: value up to a blank one, then sends commands and reads an answer to each; `agi show commands` lists them.',
    'On a hangup a program gets SIGHUP and a server the line HANGUP, unless AGISIGHUP is no; it may go on with commands that need no caller, unless AGIEXITONHANGUP is yes. The call is not answered first.',
  ],
  arguments: { script: rest('script[,argument…]') },
  results: { AGISTATUS: 'SUCCESS, FAILURE, NOTFOUND or HANGUP' },
  examples: ['same => n,AGI(call-back.py,${CALLERID(num)})', 'same => n,AGI(agi://127.0.0.1/menu)'],
  seeAlso: ['EAGI', 'DeadAGI'],
  run: (call, { script }) => runAgi(call, script, false),
});
