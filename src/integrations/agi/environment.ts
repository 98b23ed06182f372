import type { Call } from '../../channel/call.ts';
import { presentationOf } from '../../channel/party.ts';
import { type System, systemPort } from '../../pbx/ports/system.ts';
import type { AgiAddress } from './fast-agi.ts';

/** What a script is asked for. */
export interface AgiRequest {
  /** As the dialplan names it. */
  readonly request: string;
  /** Where an `agi://` address leads; undefined for a program of this machine. */
  readonly server: AgiAddress | undefined;
  readonly enhanced: boolean;
  readonly args: readonly string[];
}

/** What a script is told first, up to the blank line, in Asterisk's order. No value can make a line of its own. */
export function environmentLines(call: Call, asked: AgiRequest): string {
  const { channel } = call;
  const { caller, dialed, redirecting } = channel.parties;
  const system = call.use(systemPort);
  const rows: Array<readonly [string, string]> = [
    ...(asked.server === undefined
      ? []
      : ([
          ['network', 'yes'],
          ['network_script', asked.server.path],
        ] as const)),
    ['request', asked.request],
    ['channel', channel.name],
    ['language', channel.settings.language],
    ['type', channel.technology],
    ['uniqueid', channel.uniqueId],
    ['version', system.version],
    ['callerid', caller.number || 'unknown'],
    ['calleridname', caller.name || 'unknown'],
    ['callingpres', String(presentationOf(caller).number)],
    ['callingani2', '0'],
    ['callington', '0'],
    ['callingtns', '0'],
    ['dnid', dialed || 'unknown'],
    ['rdnis', redirecting.number || 'unknown'],
    ['context', channel.position.context],
    ['extension', channel.position.exten],
    ['priority', String(channel.position.priority)],
    ['enhanced', asked.enhanced ? '1.0' : '0.0'],
    ['accountcode', channel.settings.accountCode],
    ['threadid', String(system.processId)],
    ...asked.args.map((arg, index) => [`arg_${index + 1}`, arg] as const),
  ];
  return `${rows.map(([name, value]) => `agi_${name}: ${value.replace(/[\0\r\n]+/g, ' ')}\n`).join('')}\n`;
}

/**
 * The environment variables of a script: where the instance lies.
 *
 * Deviation: there is no AST_BUILD_HOST and the like, since nothing is built on a machine.
 */
export function processEnvironment(system: System): Record<string, string> {
  const { directories } = system;
  return {
    AST_CONFIG_DIR: directories.etc,
    AST_CONFIG_FILE: `${directories.etc}/asterisk.conf`,
    AST_MODULE_DIR: directories.modules,
    AST_SPOOL_DIR: directories.spool,
    AST_MONITOR_DIR: `${directories.spool}/monitor`,
    AST_VAR_DIR: directories.varlib,
    AST_DATA_DIR: directories.data,
    AST_LOG_DIR: directories.log,
    AST_AGI_DIR: directories.agi,
    AST_KEY_DIR: directories.keys,
    AST_RUN_DIR: directories.run,
    AST_SYSTEMNAME: system.systemName,
    AST_VERSION: system.version,
  };
}
