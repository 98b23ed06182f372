import { defineApplication } from '../../extend/define-application.ts';
import { endIf } from './_lib/if.ts';

/** Ends the block of an If. */
export const application = defineApplication({
  name: 'EndIf',
  module: 'app_if',
  synopsis: 'Ends the block of an If',
  arguments: {},
  seeAlso: ['If'],
  run: (call) => endIf(call),
});
