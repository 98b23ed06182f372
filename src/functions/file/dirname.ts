import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A path without its last part. */
export const dialplanFunction = defineFunction({
  name: 'DIRNAME',
  module: 'func_env',
  synopsis: 'A path without its last part',
  arguments: { filename: rest('the path') },
  examples: ['same => n,NoOp(${DIRNAME(/var/spool/asterisk/call.wav)})'],
  seeAlso: ['BASENAME'],
  read(_context, { filename }) {
    if (/^\/\/\/*[^/]*\/*$/.test(filename)) return /^\/\/(?!\/)/.test(filename) ? '//' : '/';
    const folder = /^(.*?)\/+[^/]+\/*$/s.exec(filename)?.[1];
    if (folder === undefined) return filename.startsWith('/') ? '/' : '.';
    return folder === '' ? '/' : folder;
  },
});
