import { formatDate } from '../../base/date-format.ts';
import { rest } from '../../extend/argument.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { defineFunction } from '../../extend/define-function.ts';

/** A date and time as text. */
export const dialplanFunction = defineFunction({
  name: 'STRFTIME',
  module: 'func_strings',
  synopsis: 'A date and time as text',
  description: [
    'The time is in seconds since 1970, fractions allowed; without one it is now. The zone is an IANA name such as Europe/Berlin; without one it is the server’s.',
    'The format is that of strftime in C, with %q for milliseconds; without one it is %c.',
  ],
  arguments: { arguments: rest('[epoch][,[zone][,format]]') },
  examples: ['same => n,Set(today=${STRFTIME(${EPOCH},,%Y-%m-%d)})'],
  seeAlso: ['STRPTIME'],
  read(context, { arguments: text }) {
    const [epoch = '', zone = '', format] = splitArguments(text, { limit: 3 });
    const seconds = /^\s*-?\d+(\.\d*)?/.exec(epoch);
    const epochMs = seconds ? Number(seconds[0]) * 1000 : context.clock.now();
    const result = formatDate(format ?? '%c', epochMs, zone);
    if (result === '') context.warn('C function strftime() output nothing?!!');
    return result;
  },
});
