import { defineApplication } from '../../extend/define-application.ts';
import { leaveIf } from './_lib/if.ts';

/** Leaves the block of an If. */
export const application = defineApplication({
  name: 'ExitIf',
  module: 'app_if',
  synopsis: 'Goes on behind the EndIf of the block',
  arguments: {},
  seeAlso: ['If'],
  run: (call) => leaveIf(call, 'ExitIf'),
});
