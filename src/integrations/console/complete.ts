import type { CommandContext } from '../../extend/define-cli-command.ts';
import { applicationKind, functionKind } from '../../extend/kinds.ts';
import { bridgesPort } from '../../pbx/ports/bridges.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { modulesPort } from '../../pbx/ports/modules.ts';
import { registryPort } from '../../pbx/ports/registry.ts';

/** The names of all channels, for the first argument. */
export function completeChannel(context: CommandContext, words: readonly string[]): readonly string[] {
  return words.length > 0
    ? []
    : context
        .use(channelsPort)
        .list()
        .map((channel) => channel.name);
}

/** The names of the modules that run. */
export function completeModule(context: CommandContext): readonly string[] {
  return context
    .use(modulesPort)
    .list()
    .map((module) => module.name);
}

/** The names of all applications. */
export function completeApplication(context: CommandContext): readonly string[] {
  return context
    .use(registryPort)
    .list(applicationKind)
    .map((one) => one.name);
}

/** The names of all functions. */
export function completeFunction(context: CommandContext): readonly string[] {
  return context
    .use(registryPort)
    .list(functionKind)
    .map((one) => one.name);
}

/** The ids of all bridges, for the first argument. */
export function completeBridge(context: CommandContext, words: readonly string[]): readonly string[] {
  return words.length > 0
    ? []
    : context
        .use(bridgesPort)
        .list()
        .map(({ bridge }) => bridge.id);
}
