import { hangupCausesKey } from '../../channel/hangup-causes.ts';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** For which channels HANGUPCAUSE() has an answer. */
export const dialplanFunction = defineFunction({
  name: 'HANGUPCAUSE_KEYS',
  module: 'func_hangupcause',
  synopsis: 'The channels of which HANGUPCAUSE() knows something, with commas between them',
  arguments: { ignored: rest('nothing') },
  examples: ['same => n,NoOp(${HANGUPCAUSE_KEYS()})'],
  seeAlso: ['HANGUPCAUSE', 'HangupCauseClear'],
  read: ({ call }) => [...(call?.channel.attachments.get(hangupCausesKey)?.keys() ?? [])].join(','),
});
