import { expect, test } from 'vitest';
import { FrameReader, frame } from '../../../../src/clients/console/protocol.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

test('messages come whole, however the stream is cut', () => {
  const stream = bytes(
    frame({ kind: 'run', id: 1, line: 'dialplan show ünïcode\n' }) + frame({ kind: 'run', id: 2, line: 'b' }),
  );
  for (const step of [1, 2, 7, stream.length]) {
    const reader = new FrameReader(1000);
    const messages = [];
    for (let at = 0; at < stream.length; at += step) messages.push(...reader.push(stream.subarray(at, at + step)));
    expect(messages).toEqual([
      { kind: 'run', id: 1, line: 'dialplan show ünïcode\n' },
      { kind: 'run', id: 2, line: 'b' },
    ]);
  }
});

test.each(['hello\n', '[1]\n', 'null\n', '{"a":\n'])('%j is a fault, and nothing after it counts', (text) => {
  const reader = new FrameReader(1000);
  expect(reader.push(bytes(`${text}${frame({ kind: 'run', id: 1, line: 'x' })}`))).toEqual([]);
  expect(reader.fault).toBe('a line that is no JSON object');
});

test('a line longer than the limit is a fault before it ends', () => {
  const reader = new FrameReader(10);
  reader.push(bytes('{"a":"'));
  reader.push(bytes('xxxxxxx'));
  expect(reader.fault).toBe('a line longer than 10 bytes');
});
