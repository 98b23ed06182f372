import type { ApplicationDefinition } from './define-application.ts';
import type { CliCommandDefinition } from './define-cli-command.ts';
import type { ConfigFileDefinition } from './define-config-file.ts';
import type { FunctionDefinition } from './define-function.ts';
import { defineKind } from './kind.ts';

/** Dialplan applications; found without regard to case. */
export const applicationKind = defineKind<ApplicationDefinition>({
  name: 'application',
  moduleOf: (definition) => definition.module,
  keyOf: (definition) => definition.name,
  ignoreCase: true,
});

/** Dialplan functions; names are exact. */
export const functionKind = defineKind<FunctionDefinition>({
  name: 'function',
  moduleOf: (definition) => definition.module,
  keyOf: (definition) => definition.name,
  ignoreCase: false,
});

/** Console commands. */
export const commandKind = defineKind<CliCommandDefinition>({
  name: 'command',
  moduleOf: (definition) => definition.module,
  keyOf: (definition) => definition.command,
  ignoreCase: true,
});

/** Configuration files of drivers, features and integrations. */
export const configFileKind = defineKind<ConfigFileDefinition>({
  name: 'configuration file',
  moduleOf: (definition) => definition.module,
  keyOf: (definition) => definition.schema.file,
  ignoreCase: false,
});
