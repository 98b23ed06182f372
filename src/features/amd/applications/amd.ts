import { judgeFrames } from '../../../channel/prompt/follow-talk.ts';
import { integer } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { GreetingAnalysis } from '../analysis.ts';
import { amdPort } from '../module.ts';

const number = (doc: string) => integer(`${doc}; as amd.conf says if left out`, { min: 0 });

/**
 * Tells a person from an answering machine.
 * Deviation: packets that do not come are silence; Asterisk 16 counts only the time of them.
 */
export const application = defineApplication({
  name: 'AMD',
  module: 'app_amd',
  synopsis: 'Tells whether a person or a machine has answered',
  description: [
    'Listens to the greeting: a person says a word or two and waits; a machine is silent first, or talks on. The call goes on at the next priority, whatever was found out.',
  ],
  arguments: {
    initialSilence: number('silence at the beginning that is a machine, ms'),
    greeting: number('the longest greeting of a person, ms'),
    afterGreetingSilence: number('silence after the greeting that is a person, ms'),
    totalTime: number('the longest time to listen, ms'),
    minimumWord: number('the shortest word, ms'),
    betweenWords: number('silence that parts two words, ms'),
    maximumWords: number('the most words of a person'),
    threshold: number('what is quieter is silence, 0 to 32767'),
    maximumWord: number('the longest word of a person, ms'),
  },
  results: {
    AMDSTATUS: 'HUMAN, MACHINE, NOTSURE, or HANGUP',
    AMDCAUSE:
      'TOOLONG-…, INITIALSILENCE-…, HUMAN-…, MAXWORDS-…, MAXWORDLENGTH-… or LONGGREETING-…, with what was measured and the limit',
  },
  examples: ['same => n,AMD()', 'same => n,GotoIf($["${AMDSTATUS}" = "MACHINE"]?machine)'],
  seeAlso: ['WaitForSilence', 'WaitForNoise'],
  async run(call, given) {
    const { settings } = call.use(amdPort);
    const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const { threshold, ...limits } = { ...settings, ...said };
    if (!call.channel.isUp) await call.channel.answer();
    const analysis = new GreetingAnalysis(limits);
    try {
      const verdict = await judgeFrames(call.channel, threshold, call, (talking, frameMs) =>
        analysis.hear(talking, frameMs),
      );
      if (!verdict) {
        call.log.warning(`${call.channel.name} has no audio to listen to`);
        return undefined;
      }
      call.set('AMDSTATUS', verdict.status);
      call.set('AMDCAUSE', verdict.cause);
      call.log.verbose(3, `AMD: ${call.channel.name} is ${verdict.status}, ${verdict.cause}`);
      return undefined;
    } catch (reason) {
      call.set('AMDSTATUS', 'HANGUP');
      call.set('AMDCAUSE', '');
      throw reason;
    }
  },
});
