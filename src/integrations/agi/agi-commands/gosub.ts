import { openSubroutine } from '../../../channel/subroutine.ts';
import { splitArguments } from '../../../extend/argument-split.ts';
import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';

/** gosub: runs a subroutine of the dialplan. */
export const agiCommand = defineAgiCommand({
  command: 'gosub',
  module: 'res_agi',
  synopsis: 'Runs a subroutine of the dialplan',
  syntax: '<context> <extension> <priority> [<arguments>]',
  usage: [
    'Runs the subroutine until its Return(), then goes on with the script. Arguments are separated by commas.',
    'The line 100 result=0 Trying... comes first. The result is 0, or -1 where there is no such place or the call ended in it.',
  ],
  dead: false,
  async run(context, args) {
    const [place, exten, priority, given = ''] = args;
    if (place === undefined || exten === undefined || priority === undefined || args.length > 4) return 'usage';
    const { call, tell } = context;
    const { channel } = call;
    const dialplan = call.use(dialplanPort);
    const caller = channel.parties.caller.number;
    const target = dialplan.resolve([place, exten, priority], channel.position, caller);
    if (typeof target === 'string' || !dialplan.exists(target, caller)) {
      call.log.error(`Priority '${priority}' not found in '${exten}@${place}'`);
      return { result: -1, note: 'Gosub label not found' };
    }
    tell('100 result=0 Trying...');
    const from = {
      context: channel.position.context,
      exten: channel.position.exten,
      priority: channel.position.priority,
    };
    const close = openSubroutine(channel, given === '' ? [] : splitArguments(given, { raw: true }));
    try {
      const ended = await dialplan.runWhile(call, target, () => true);
      return ended === 'returned' ? { result: 0, note: 'Gosub complete' } : { result: -1, note: 'Gosub failed' };
    } finally {
      close();
      channel.position.moveTo(from);
    }
  },
});
