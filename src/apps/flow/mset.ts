import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { warnOfBlanks } from './_lib/blanks.ts';

/** A name is freed of quotes and backslashes once more than its value is. */
const unescaped = (name: string): string => name.replace(/\\(.?)|"/gs, '$1');

/** Sets several variables at once. */
export const application = defineApplication({
  name: 'MSet',
  module: 'pbx_variables',
  synopsis: 'Sets several variables, or writes several functions',
  description: ['Values are parsed as arguments: a comma needs quotes or a backslash.'],
  arguments: { assignments: rest('name1=value1[,name2=value2…]', { required: true }) },
  examples: ['same => n,MSet(a=1,b=2)'],
  async run(call, { assignments }) {
    const dialplan = call.use(dialplanPort);
    for (const pair of splitArguments(assignments).slice(0, 99)) {
      const equals = pair.indexOf('=');
      if (equals < 0) {
        call.warn(`MSet: ignoring entry '${unescaped(pair)}' with no '='`);
        continue;
      }
      const name = unescaped(pair.slice(0, equals));
      if (name.includes(' ')) warnOfBlanks(call, name, pair.slice(equals + 1));
      await dialplan.assign(call, name, pair.slice(equals + 1));
    }
    return undefined;
  },
});
