import { defineCliCommand } from '../../../extend/define-cli-command.ts';

/** The ways in the order in which they are tried; what is not in `endpoint_identifier_order` stands at the end. */
const WAYS = ['name not specified', 'ip', 'username', 'anonymous', 'auth_username', 'header'];

/** `pjsip show identifiers`. */
export const command = defineCliCommand({
  command: 'pjsip show identifiers',
  module: 'res_pjsip',
  synopsis: 'List the ways in which callers are recognised',
  usage: 'Lists the ways in which the endpoint of a request is found, in the order in which they are tried.',
  run: () => ['Identifier Names:', ...WAYS].map((way) => `${way.padEnd(20)}\n`).join(''),
});
