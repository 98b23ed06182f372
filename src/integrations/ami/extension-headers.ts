import { extensionStatus } from '../../channel/state.ts';
import type { ManagerHeaders } from '../../extend/define-manager-action.ts';
import type { ExtensionState } from '../../pbx/ports/extension-states.ts';

/** What an extension's hint shows, in Asterisk's order. */
export function extensionHeaders({ exten, context, hint, state }: ExtensionState): ManagerHeaders {
  const { number, text } = extensionStatus(state);
  return [
    ['Exten', exten],
    ['Context', context],
    ['Hint', hint],
    ['Status', String(number)],
    ['StatusText', text],
  ];
}
