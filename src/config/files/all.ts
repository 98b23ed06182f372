import type { AnySchema } from '../schema/schema.ts';
import { aclSchema } from './acl-conf.ts';
import { asteriskSchema } from './asterisk-conf.ts';
import { cliAliasesSchema } from './cli-aliases-conf.ts';
import { extensionsSchema } from './extensions-conf.ts';
import { indicationsSchema } from './indications-conf.ts';
import { loggerSchema } from './logger-conf.ts';
import { managerSchema } from './manager-conf.ts';
import { modulesSchema } from './modules-conf.ts';
import { musicOnHoldSchema } from './musiconhold-conf.ts';
import { rtpSchema } from './rtp-conf.ts';

/** The files of the core; those of drivers, features and integrations are declared in their folders with `defineConfigFile`. */
export const coreSchemas: readonly AnySchema[] = [
  asteriskSchema,
  modulesSchema,
  extensionsSchema,
  rtpSchema,
  loggerSchema,
  indicationsSchema,
  managerSchema,
  musicOnHoldSchema,
  cliAliasesSchema,
  aclSchema,
];
