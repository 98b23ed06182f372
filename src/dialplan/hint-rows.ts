import { extensionStatus } from '../channel/state.ts';
import type { CommandContext } from '../extend/define-cli-command.ts';
import { deviceStatesPort } from '../pbx/ports/device-states.ts';
import { splitHint } from '../pbx/ports/extension-states.ts';
import { hintWatchersPort } from '../pbx/ports/hint-watchers.ts';
import { presencesPort } from '../pbx/ports/presence.ts';
import { dialplanFilesPort } from './loader.ts';

/** The hints of the dialplan as the console lists them, a line each. @param wanted which extensions. */
export function hintRows(context: CommandContext, wanted: (exten: string) => boolean): string[] {
  const states = context.use(deviceStatesPort);
  const presences = context.use(presencesPort);
  const watchers = context.has(hintWatchersPort) ? context.use(hintWatchersPort) : undefined;
  return [...(context.use(dialplanFilesPort).model?.contexts.values() ?? [])].flatMap((one) =>
    one.extensions.flatMap(({ name, hint }) => {
      if (!hint || !wanted(name)) return [];
      const place = `${name}@${one.name}`.padEnd(20);
      const count = watchers?.count(one.name, name) ?? 0;
      const state = extensionStatus(states.state(splitHint(hint.devices).devices)).text.padEnd(15);
      const presence = presences.of(splitHint(hint.devices).presence)?.state ?? 'not_set';
      return `${place}: ${hint.devices.slice(0, 20).padEnd(20)}  State:${state} Presence:${presence.padEnd(15)} Watchers ${String(count).padStart(2)}\n`;
    }),
  );
}
