import { AmiReader, writeAmiMessage } from '../../../src/clients/ami/index.ts';
import { type FuzzTarget, must } from '../target.ts';
import { AMI_FRAMES } from './ami-frames.ts';

const GOOD = Buffer.from('\r\n\r\n\r\nAction: Ping\r\nActionID: good\r\n\r\n');
/** A message as it is written: names and values on lines of their own, and a blank one at the end. */
const WHOLE = /^(?:[^:\r\n\0]*: [^\r\n\0]*\r\n)*\r\n$/;

/** The stream of AMI: cut anywhere, it is bounded and finds back to the next good message; what it read is written safely. */
export const amiStream: FuzzTarget = {
  name: 'ami-stream',
  good: AMI_FRAMES,
  open() {
    const reader = new AmiReader();
    return {
      feed(frame, random) {
        const cut = random.below(frame.length + 1);
        const read = [...reader.push(frame.subarray(0, cut)), ...reader.push(frame.subarray(cut))];
        for (const one of read) {
          const headers = 'fault' in one ? one.rest : one.headers;
          must(headers.length <= 128, 'more than 128 headers');
          for (const [name, value] of headers) must(name.length + value.length <= 1023, 'a line that is too long');
          must(WHOLE.test(writeAmiMessage(headers).toString('utf8')), 'a message that breaks its lines');
        }
        if (random.below(50) > 0) return;
        const [last] = reader.push(GOOD).slice(-1);
        must(last !== undefined && 'headers' in last && last.headers[1]?.[1] === 'good', 'lost the next good message');
      },
    };
  },
};
