import type { Call } from '../../channel/call.ts';
import { text } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { askDigits } from './_lib/ask-digits.ts';
import { playOn } from './_lib/prompts.ts';

const USUAL_TRIES = 3;
const USUAL_DIGITS = 10;
const LONGEST_NUMBER = 29;
const FIRST_MS = 3200;
const NEXT_MS = 5000;

/** Asks callers without a number for one. */
export const application = defineApplication({
  name: 'PrivacyManager',
  module: 'app_privacy',
  synopsis: 'Asks a caller who shows no number to enter one',
  description: ['Does nothing for a caller who shows one.'],
  arguments: {
    tries: text('how often to ask; 3 unless given'),
    minLength: text('how many digits a number has at least; 10 unless given'),
    options: text('nothing yet, as in Asterisk'),
    context: text('where the number must be an extension'),
  },
  results: { PRIVACYMGRSTATUS: 'SUCCESS, FAILED' },
  examples: ['same => n,PrivacyManager(3,7)'],
  seeAlso: ['Zapateller'],
  async run(call, { tries, minLength, context }) {
    const { channel } = call;
    const status = (value: string): undefined => {
      call.set('PRIVACYMGRSTATUS', value);
    };
    if (channel.parties.caller.number) {
      call.log.verbose(3, 'CallerID number present: Skipping');
      return status('SUCCESS');
    }
    const attempts = positive(call, tries, 'max retries', USUAL_TRIES);
    const least = positive(call, minLength, 'min length', USUAL_DIGITS);
    if (!channel.isUp) await channel.answer();
    await playOn(call, ['privacy-unident']);
    for (let attempt = 0; attempt < attempts; attempt++) {
      const number = await askDigits(call, {
        prompts: ['privacy-prompt'],
        maxDigits: LONGEST_NUMBER,
        firstMs: FIRST_MS,
        interMs: NEXT_MS,
      });
      if (number.length >= least && (context === '' || isExtension(call, context, number))) {
        await playOn(call, ['privacy-thankyou']);
        channel.setCaller({ number, name: 'Privacy Manager', presentation: 'allowed' });
        call.log.verbose(3, `Changed Caller*ID number to '${number}'`);
        return status('SUCCESS');
      }
      await playOn(call, ['privacy-incorrect']);
    }
    return status('FAILED');
  },
});

function isExtension(call: Call, context: string, exten: string): boolean {
  return call.use(dialplanPort).exists({ context, exten, priority: 1 });
}

function positive(call: Call, written: string, what: string, usual: number): number {
  if (written === '') return usual;
  const value = Number.parseInt(written, 10);
  if (value > 0) return value;
  call.log.warning(`Invalid ${what} argument '${written}', using ${usual}`);
  return usual;
}
