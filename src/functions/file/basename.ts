import { posix } from 'node:path';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** The last part of a path. */
export const dialplanFunction = defineFunction({
  name: 'BASENAME',
  module: 'func_env',
  synopsis: 'The last part of a path',
  arguments: { filename: rest('the path') },
  examples: ['same => n,NoOp(${BASENAME(/var/spool/asterisk/call.wav)})'],
  seeAlso: ['DIRNAME'],
  read: (_context, { filename }) => (filename === '' ? '.' : posix.basename(filename) || '/'),
});
