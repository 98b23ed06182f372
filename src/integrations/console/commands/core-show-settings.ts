import { arch, release, type, userInfo } from 'node:os';
import { join } from 'node:path';
import { compatibleVersion } from '../../../base/version.ts';
import { asteriskSchema } from '../../../config/files/asterisk-conf.ts';
import { type CommandContext, defineCliCommand } from '../../../extend/define-cli-command.ts';
import { configFilesPort } from '../../../pbx/ports/config-files.ts';
import { loggingPort } from '../../../pbx/ports/logging.ts';
import { modulesPort } from '../../../pbx/ports/modules.ts';
import { systemPort } from '../../../pbx/ports/system.ts';

/** `core show settings`. */
export const command = defineCliCommand({
  command: 'core show settings',
  module: 'core',
  synopsis: 'Show the settings of the core',
  usage: 'Tells the version, limits, folders and options of asterisk.conf as they hold.',
  run(context) {
    return `\nPBX Core settings\n-----------------\n${core(context)}\n* Subsystems\n  -------------\n${subsystems(context)}\n* Directories\n  -------------\n${directories(context)}\n\n`;
  },
});

function lines(pairs: ReadonlyArray<readonly [name: string, value: string | number]>): string {
  return pairs.map(([name, value]) => `  ${`${name}:`.padEnd(28)} ${value}\n`).join('');
}

function core(context: CommandContext): string {
  const system = context.use(systemPort);
  const { values } = context.use(configFilesPort).load(asteriskSchema).values.options;
  const logging = context.has(loggingPort) ? context.use(loggingPort) : undefined;
  const onOff = (on: boolean): string => (on ? 'Enabled' : 'Disabled');
  const time = (timeMs: number): string => new Date(timeMs).toTimeString().slice(0, 8);
  return lines([
    ['Version', `${compatibleVersion} (Asterism ${system.version})`],
    ['Maximum calls', values.maxcalls > 0 ? values.maxcalls : 'Not set'],
    ['Maximum open file handles', values.maxfiles > 0 ? values.maxfiles : 'Not set'],
    ['Root console verbosity', logging?.verbosity ?? 0],
    ['Current console verbosity', context.session.verbosity],
    ['Debug level', logging?.debug ?? 0],
    ['Maximum load average', values.maxload.toFixed(6)],
    ['Minimum free memory', `${values.minmemfree} MB`],
    ['Startup time', time(system.startedMs)],
    ['Last reload time', time(system.reloadedMs)],
    ['System', `${type()}/${release()} on ${arch()}, Node.js ${process.version}`],
    ['System name', system.systemName],
    ['Entity ID', system.entityId],
    ['Default language', values.defaultlanguage],
    ['Language prefix', onOff(values.languageprefix)],
    ['User name and group', `${userInfo().username}/${process.getgid?.() ?? ''}`],
    ['Running directory', process.cwd()],
    ['Executable includes', onOff(values.execincludes)],
    ['Transmit silence during rec', onOff(values.transmit_silence)],
    ['Min DTMF duration', values.mindtmfduration],
  ]);
}

function subsystems(context: CommandContext): string {
  const modules = context.use(modulesPort);
  const running = (name: string): string => (modules.isLoaded(name) ? 'Enabled' : 'Disabled');
  return lines([
    ['Manager (AMI)', running('manager')],
    ['Call data records', running('cdr_csv')],
  ]);
}

function directories(context: CommandContext): string {
  const { directories: at } = context.use(systemPort);
  return lines([
    ['Configuration file', join(at.etc, 'asterisk.conf')],
    ['Configuration directory', at.etc],
    ['Module directory', at.modules],
    ['Spool directory', at.spool],
    ['Log directory', at.log],
    ['Run/Sockets directory', at.run],
    ['PID file', join(at.run, 'asterisk.pid')],
    ['VarLib directory', at.varlib],
    ['Data directory', at.data],
    ['ASTDB', join(at.db, 'astdb')],
    ['IAX2 Keys directory', at.keys],
    ['AGI Scripts directory', at.agi],
  ]);
}
