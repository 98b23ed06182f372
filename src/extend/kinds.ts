import type { AgiCommandDefinition } from './define-agi-command.ts';
import type { ApplicationDefinition } from './define-application.ts';
import type { CliCommandDefinition } from './define-cli-command.ts';
import type { ConfigFileDefinition } from './define-config-file.ts';
import type { ManagerEventDefinition } from './define-event.ts';
import type { FunctionDefinition } from './define-function.ts';
import type { ManagerActionDefinition } from './define-manager-action.ts';
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

/** Actions of the manager interface; found without regard to case. */
export const managerActionKind = defineKind<ManagerActionDefinition>({
  name: 'manager action',
  moduleOf: (definition) => definition.module,
  keyOf: (definition) => definition.name,
  ignoreCase: true,
});

/** Events of the manager interface. */
export const managerEventKind = defineKind<ManagerEventDefinition>({
  name: 'manager event',
  moduleOf: (definition) => definition.module,
  keyOf: (definition) => definition.name,
  ignoreCase: true,
});

/** Commands of scripts (AGI); found without regard to case. */
export const agiCommandKind = defineKind<AgiCommandDefinition>({
  name: 'AGI command',
  moduleOf: (definition) => definition.module,
  keyOf: (definition) => definition.command,
  ignoreCase: true,
});
