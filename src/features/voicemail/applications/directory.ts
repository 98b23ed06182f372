import { type Call, goto, type Outcome } from '../../../channel/call.ts';
import type { DialplanTarget } from '../../../channel/position.ts';
import { options, text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { DirectoryMenu } from '../directory/directory-menu.ts';
import { voicemailPort } from '../voicemail.ts';

const USUAL_LETTERS = 3;
const MOST_LETTERS = 9;

/** Lets callers find an extension by a name. */
export const application = defineApplication({
  name: 'Directory',
  module: 'app_directory',
  synopsis: 'Finds extensions by the names in voicemail.conf',
  description: [
    'The caller enters the first letters of a name on the keypad, hears the names that fit and chooses one; the call goes on at that mailbox’s number in the dialplan. Names are played as their owners have recorded them, or spelled.',
    '0 leads to the extension o, * to the extension a, where there are such, and # leaves the directory.',
  ],
  arguments: {
    voicemailContext: text('the context of voicemail.conf; default unless given, or all where searchcontexts is on'),
    dialContext: text('the context of the extensions; the present one unless given'),
    options: options('how to look', {
      a: { doc: 'aliases count too; with f, l or b' },
      b: { doc: 'by first or last name; in brackets, how many letters', parameter: 'optional' },
      e: { doc: 'says the extension after the name' },
      f: { doc: 'by first name; in brackets, how many letters', parameter: 'optional' },
      l: { doc: 'by last name, as without it; in brackets, how many letters', parameter: 'optional' },
      m: { doc: 'a menu of up to eight names at once' },
      n: { doc: 'does not answer the call' },
      p: { doc: 'waits so many milliseconds after the letters', parameter: 'required' },
    }),
  },
  results: {
    DIRECTORY_RESULT:
      'SELECTED, OPERATOR (0), ASSISTANT (*), USEREXIT (#), TIMEOUT, HANGUP, or FAILED where the extension does not exist',
  },
  examples: ['same => n,Directory(default,internal,fe)'],
  async run(call, { voicemailContext, dialContext, options: given }) {
    const { channel } = call;
    if (!channel.isUp && !given.has('n')) await channel.answer();
    const place = dialContext || channel.position.context;
    const operator = target(call, place, 'o');
    const assistant = target(call, place, 'a');
    const both = given.has('b') || (given.has('f') && given.has('l'));
    const by = both ? 'both' : given.has('f') ? 'first' : 'last';
    const letters = Number.parseInt(given.parameter('b') || given.parameter('f') || given.parameter('l') || '', 10);
    const menu = new DirectoryMenu(
      call,
      call.use(voicemailPort),
      {
        context: voicemailContext,
        by,
        aliases: given.has('a'),
        letters: letters > 0 ? Math.min(letters, MOST_LETTERS) : USUAL_LETTERS,
        sayExtension: given.has('e'),
        menu: given.has('m'),
        pauseMs: Math.max(0, Number.parseInt(given.parameter('p') ?? '', 10) || 0),
      },
      `${operator ? '0' : ''}${assistant ? '*' : ''}`,
    );
    let result = 'HANGUP';
    const leave = (as: string, outcome: Outcome): Outcome => {
      result = as;
      return outcome;
    };
    try {
      const end = await menu.run();
      if (end === 'timeout') return leave('TIMEOUT', undefined);
      if (end === '#') return leave('USEREXIT', undefined);
      if (end === '0') return leave('OPERATOR', operator && goto(operator));
      if (end === '*') return leave('ASSISTANT', assistant && goto(assistant));
      const chosen = { context: place, exten: end.exten, priority: 1 };
      if (call.use(dialplanPort).exists(chosen, channel.parties.caller.number)) return leave('SELECTED', goto(chosen));
      call.log.warning(
        `Can't find extension '${end.exten}' in context '${place}'. Did you pass the wrong context to Directory?`,
      );
      return leave('FAILED', { kind: 'end' });
    } finally {
      call.set('DIRECTORY_RESULT', result);
    }
  },
});

/** Where a single letter leads. */
function target(call: Call, context: string, exten: string): DialplanTarget | undefined {
  const { channel } = call;
  const places = [context, channel.variables.get('MACRO_CONTEXT') ?? ''];
  const dialplan = call.use(dialplanPort);
  return places
    .filter((one) => one !== '')
    .map((one) => ({ context: one, exten, priority: 1 }))
    .find((one) => dialplan.exists(one, channel.parties.caller.number));
}
