import type { Call } from '../../channel/call.ts';
import type { AgiReply } from '../../extend/define-agi-command.ts';

/** The answer of a command that has no prompts for what it is to say. */
export function unsaid(call: Call, what: string, moment: string | undefined, escapes: string | undefined): AgiReply {
  if (moment === undefined || escapes === undefined || !/^\d+$/.test(moment)) return 'usage';
  call.log.warning(`say ${what} ${moment}: there are no prompts for dates`);
  return { result: -1 };
}
