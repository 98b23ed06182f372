import { rest } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { runAgi } from '../run-agi.ts';

/**
 * AGI() for scripts that ask for the caller's audio.
 *
 * Deviation: descriptor 3 carries no audio; the script is told so by the log and by `agi_enhanced: 1.0` alone.
 */
export const application = defineApplication({
  name: 'EAGI',
  module: 'res_agi',
  synopsis: 'Lets a script control the call, with the enhanced protocol',
  description: ['The same as AGI() with agi_enhanced: 1.0. No audio reaches descriptor 3 of the script.'],
  arguments: { script: rest('script[,argument…]') },
  results: { AGISTATUS: 'SUCCESS, FAILURE, NOTFOUND or HANGUP' },
  examples: ['same => n,EAGI(listen.sh)'],
  seeAlso: ['AGI'],
  run(call, { script }) {
    call.log.notice(`EAGI(${script}): the script gets no audio on descriptor 3`);
    return runAgi(call, script, true);
  },
});
