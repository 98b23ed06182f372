import { defineConfigFile } from '../../../extend/define-config-file.ts';
import { sipSchema } from '../config/sip-schema.ts';
import { readSipSource } from '../config/sip-source.ts';

/** As the registry knows it. */
export const configFile = defineConfigFile({
  module: 'chan_sip',
  schema: sipSchema,
  examine: (file) => readSipSource(file).diagnostics,
});
