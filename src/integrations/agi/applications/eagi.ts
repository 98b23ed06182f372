import { rest } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { runAgi } from '../run-agi.ts';

/** AGI() for scripts that listen to the caller. */
export const application = defineApplication({
  name: 'EAGI',
  module: 'res_agi',
  synopsis: 'Lets a script control the call and hear the caller',
  description: [
    'The same as AGI() with agi_enhanced: 1.0; a program hears the caller on descriptor 3, as signed linear samples of 16 bits at 8 kHz. What it does not read in time is lost to it. A server (agi://) cannot hear: AGISTATUS is FAILURE.',
  ],
  arguments: { script: rest('script[,argument…]') },
  results: { AGISTATUS: 'SUCCESS, FAILURE, NOTFOUND or HANGUP' },
  examples: ['same => n,EAGI(listen.sh)'],
  seeAlso: ['AGI'],
  run: (call, { script }) => runAgi(call, script, true),
});
