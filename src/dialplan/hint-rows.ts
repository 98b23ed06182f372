import { extensionStatus } from '../channel/state.ts';
import type { CommandContext } from '../extend/define-cli-command.ts';
import { deviceStatesPort } from '../pbx/ports/device-states.ts';
import { extensionStatesPort, splitHint } from '../pbx/ports/extension-states.ts';
import { hintWatchersPort } from '../pbx/ports/hint-watchers.ts';
import { presencesPort } from '../pbx/ports/presence.ts';
import { dialplanFilesPort } from './loader.ts';
import type { ContextModel } from './model/model.ts';

/** The hints of the dialplan as the console lists them, a line each. @param wanted which extensions. */
export function hintRows(context: CommandContext, wanted: (exten: string) => boolean): string[] {
  const states = context.use(deviceStatesPort);
  const presences = context.use(presencesPort);
  const watchers = context.has(hintWatchersPort) ? context.use(hintWatchersPort) : undefined;
  const model = context.use(dialplanFilesPort).model?.contexts ?? new Map<string, ContextModel>();
  const written = [...model.values()].flatMap((one) =>
    one.extensions.flatMap(({ name, hint }) =>
      hint ? [{ context: one.name, exten: name, devices: hint.devices, perExtension: hint.perExtension }] : [],
    ),
  );
  const known = new Set(written.map(({ context: where, exten }) => `${exten}@${where}`));
  const asked = context
    .use(extensionStatesPort)
    .list()
    .filter(({ context: where, exten }) => !known.has(`${exten}@${where}`))
    .map(({ context: where, exten, hint }) => ({ context: where, exten, devices: hint, perExtension: false }));
  return [...written, ...asked].flatMap(({ context: where, exten, devices, perExtension }) => {
    if (!wanted(exten)) return [];
    const place = `${exten}@${where}`.padEnd(20);
    const count = watchers?.count(where, exten) ?? 0;
    const state = extensionStatus(states.state(splitHint(devices).devices)).text.padEnd(15);
    const presence = perExtension ? '' : (presences.of(splitHint(devices).presence)?.state ?? 'not_set');
    return `${place}: ${devices.slice(0, 20).padEnd(20)}  State:${state} Presence:${presence.padEnd(15)} Watchers ${String(count).padStart(2)}\n`;
  });
}
