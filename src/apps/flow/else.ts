import { defineApplication } from '../../extend/define-application.ts';
import { enterElse } from './_lib/if.ts';

/** Begins the last branch of an If. */
export const application = defineApplication({
  name: 'Else',
  module: 'app_if',
  synopsis: 'Begins the branch of an If that runs if no other has',
  arguments: {},
  seeAlso: ['If'],
  run: (call) => enterElse(call, 'Else', true),
});
