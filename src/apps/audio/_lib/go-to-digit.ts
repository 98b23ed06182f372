import { type Call, end, goto, type Outcome } from '../../../channel/call.ts';
import { waitForExtension } from '../../../channel/prompt/wait-for-extension.ts';
import { scriptDigitKey } from '../../../channel/script-digit.ts';
import { extensionsOf } from './extension-choice.ts';

/** The context in which digits that are dialled from an application choose: the calling one, inside a macro. */
export function dialContext(call: Call): string {
  return call.channel.variables.get('MACRO_CONTEXT') || call.channel.position.context;
}

/**
 * A digit begins an extension: waits for the rest of it and goes there; where it leads nowhere the call ends. Where a script runs the
 * application, the digit is handed to that.
 */
export async function goToDigit(call: Call, digit: string): Promise<Outcome> {
  const script = call.channel.attachments.get(scriptDigitKey);
  if (script) {
    script.digit = digit;
    return undefined;
  }
  const target = await waitForExtension(call, extensionsOf(call, dialContext(call)), digit);
  return target ? goto(target) : end();
}
