import { LineSplitter } from '../../../src/base/line-splitter.ts';
import { parseAgiAddress } from '../../../src/integrations/agi/fast-agi.ts';
import { splitWords } from '../../../src/integrations/agi/words.ts';
import { type FuzzTarget, must } from '../target.ts';

/** What scripts send: lines of bounded length, cut into a bounded number of words, and addresses of servers. */
export const agiLines: FuzzTarget = {
  name: 'agi-lines',
  good: [
    'ANSWER\n',
    'STREAM FILE "beep file" "12#" 0\n',
    'EXEC Dial "SIP/100&SIP/200,20,tT"\r\n',
    'SET VARIABLE NAME "a \\"quoted\\" value"\n',
    'GET FULL VARIABLE "${CHANNEL(name)}" \\"x\n',
    'SAY NUMBER 123456 "#" f\nHANGUP\n',
    'DATABASE PUT family/sub key value\n',
    'agi://[2001:db8::1]:4573/path/of?x=1&y=2\n',
    'hagi://example.com/\n',
    `VERBOSE "${'x'.repeat(3000)}" 1\n`,
  ],
  open() {
    const reader = new LineSplitter(2047);
    return {
      feed(frame, random) {
        const cut = random.below(frame.length + 1);
        for (const line of [...reader.push(frame.subarray(0, cut)), ...reader.push(frame.subarray(cut))]) {
          if (line === undefined) continue;
          must(line.length <= 2047 && !line.includes('\n'), 'a line that is too long, or none');
          const words = splitWords(line);
          must(words.length <= 128, 'too many words');
          must(words.join('').length <= line.length, 'more words than were sent');
          const address = parseAgiAddress(line);
          must(address === undefined || /^h?agi:/i.test(line), 'an address that is none');
        }
        if (random.below(50) > 0) return;
        must(reader.push(Buffer.from('\nNOOP\n')).at(-1) === 'NOOP', 'lost the next good line');
      },
    };
  },
};
