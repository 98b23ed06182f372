import { defineConfigFile } from '../../../extend/define-config-file.ts';
import { pjsipSchema } from '../config/pjsip-schema.ts';
import { readPjsipSource } from '../config/pjsip-source.ts';

/** As the registry knows it. */
export const configFile = defineConfigFile({
  module: 'res_pjsip',
  schema: pjsipSchema,
  examine: (file) => readPjsipSource(file).diagnostics,
});
