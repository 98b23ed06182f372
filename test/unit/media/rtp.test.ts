import { describe, expect, test } from 'vitest';
import { DigitReceiver, digitEventCode, writeDigitEvent } from '../../../src/media/rtp/digit-event.ts';
import { RTP_HEADER_BYTES, RtpHeader, writeRtpHeader } from '../../../src/media/rtp/packet.ts';
import { RtpReceiver } from '../../../src/media/rtp/receiver.ts';
import { RtcpSession } from '../../../src/media/rtp/rtcp.ts';
import { RtpSender } from '../../../src/media/rtp/sender.ts';

function packet(sequence: number, timestamp: number, ssrc = 1): RtpHeader {
  const bytes = new Uint8Array(20);
  writeRtpHeader(bytes, false, 0, sequence & 0xffff, timestamp >>> 0, ssrc);
  const header = new RtpHeader();
  expect(header.parse(bytes, 20)).toBe(true);
  return header;
}

describe('packets', () => {
  test('are read as they were written', () => {
    const bytes = new Uint8Array(172);
    writeRtpHeader(bytes, true, 101, 65_535, 4_294_967_295, 0xdeadbeef);
    const header = new RtpHeader();
    expect(header.parse(bytes, 172)).toBe(true);
    expect(header).toMatchObject({
      marker: true,
      payloadType: 101,
      sequence: 65_535,
      timestamp: 4_294_967_295,
      ssrc: 0xdeadbeef,
      offset: 12,
      length: 160,
    });
  });

  test('sources, extension and padding are stepped over', () => {
    const bytes = new Uint8Array(40);
    writeRtpHeader(bytes, false, 0, 1, 2, 3);
    bytes[0] = 0x80 | 0x20 | 0x10 | 2;
    bytes[23] = 1;
    bytes[39] = 4;
    const header = new RtpHeader();
    expect(header.parse(bytes, 40)).toBe(true);
    expect([header.offset, header.length]).toEqual([28, 8]);
  });

  test('garbage is refused, whatever its length', () => {
    const header = new RtpHeader();
    let seed = 1;
    for (let round = 0; round < 3000; round++) {
      const bytes = new Uint8Array(round % 40).map(() => {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return seed >>> 24;
      });
      if (header.parse(bytes, bytes.length)) {
        expect(header.offset + header.length).toBeLessThanOrEqual(bytes.length);
        expect(header.length).toBeGreaterThanOrEqual(0);
      }
    }
    expect(header.parse(new Uint8Array(12), 400)).toBe(false);
  });
});

describe('the sender', () => {
  const bytes = new Uint8Array(RTP_HEADER_BYTES);
  const read = (): RtpHeader => {
    const header = new RtpHeader();
    header.parse(bytes, RTP_HEADER_BYTES);
    return header;
  };

  test('keeps sequence, timestamp and SSRC going when the source changes, and marks that', () => {
    const sender = new RtpSender(7, 65_535, 4_294_967_200);
    sender.header(bytes, 0, 1, 20, 1000);
    expect(read()).toMatchObject({ marker: true, sequence: 0, timestamp: 4_294_967_200, ssrc: 7 });
    sender.header(bytes, 0, 1, 20, 1020);
    expect(read()).toMatchObject({ marker: false, sequence: 1, timestamp: 64 });
    sender.header(bytes, 0, 2, 20, 1100);
    expect(read()).toMatchObject({ marker: true, sequence: 2, timestamp: 64 + 80 * 8, ssrc: 7 });
  });

  test('passes on the gaps and the order of a forwarded stream', () => {
    const sender = new RtpSender(7, 99, 0);
    const sent = [500, 501, 504, 503, 505].map((sequence, i) => {
      sender.forwardHeader(bytes, 0, 3, 20, 1000 + 20 * i, { sequence, timestamp: sequence * 160, marker: false });
      const { sequence: number, timestamp, marker } = read();
      return [number, timestamp, marker];
    });
    expect(sent).toEqual([
      [100, 0, true],
      [101, 160, false],
      [104, 640, false],
      [103, 480, false],
      [105, 800, false],
    ]);
  });

  test('takes a wild jump of a forwarded stream for a new one', () => {
    const sender = new RtpSender(7, 99, 0);
    sender.forwardHeader(bytes, 0, 3, 20, 1000, { sequence: 1, timestamp: 1, marker: false });
    sender.forwardHeader(bytes, 0, 3, 20, 1020, { sequence: 30_000, timestamp: 4_000_000_000, marker: false });
    expect(read()).toMatchObject({ sequence: 101, timestamp: 160, marker: true });
  });
});

describe('the receiver', () => {
  test('counts loss and takes no repetition', () => {
    const receiver = new RtpReceiver();
    const taken = [65_533, 65_534, 0, 0, 65_535, 3, 65_534].map((sequence, i) =>
      receiver.accept(packet(sequence, i * 160), i * 20),
    );
    expect(taken).toEqual([true, true, true, false, true, true, false]);
    expect(receiver.packetsReceived).toBe(5);
    expect(receiver.lost).toBe(2);
    expect(receiver.report()).toMatchObject({ fraction: Math.floor((2 * 256) / 7), lost: 2, highest: 0x10003 });
    expect(receiver.report().fraction).toBe(0);
  });

  test('measures jitter as RFC 3550 says', () => {
    const receiver = new RtpReceiver();
    for (let i = 0; i < 400; i++) receiver.accept(packet(i, i * 160), i * 20 + (i % 2 ? 4 : 0));
    expect(receiver.jitterMs).toBeCloseTo(4, 1);
    const even = new RtpReceiver();
    for (let i = 0; i < 100; i++) even.accept(packet(i, i * 160), i * 20);
    expect(even.jitterMs).toBe(0);
  });

  test('begins anew with another SSRC and keeps the totals', () => {
    const receiver = new RtpReceiver();
    for (const sequence of [1, 2, 4]) receiver.accept(packet(sequence, 0), 0);
    for (const sequence of [9000, 9001, 9003]) receiver.accept(packet(sequence, 0, 2), 0);
    expect([receiver.packetsReceived, receiver.lost]).toEqual([6, 2]);
  });
});

describe('digits', () => {
  function listen(): { digits: DigitReceiver; heard: string[] } {
    const heard: string[] = [];
    const digits = new DigitReceiver((digit, phase, durationMs) => heard.push(`${digit} ${phase} ${durationMs}`));
    return { digits, heard };
  }
  const give = (
    digits: DigitReceiver,
    digit: string,
    end: boolean,
    ticks: number,
    timestamp: number,
    nowMs = 0,
  ): void => {
    const bytes = new Uint8Array(4);
    writeDigitEvent(bytes, 0, digitEventCode(digit), end, ticks);
    digits.receive(bytes, 0, 4, timestamp, nowMs);
  };

  test('are told apart by timestamp, however often a packet comes', () => {
    const { digits, heard } = listen();
    for (const ticks of [160, 320, 480]) give(digits, '5', false, ticks, 1000);
    for (let i = 0; i < 3; i++) give(digits, '5', true, 800, 1000);
    give(digits, '5', false, 160, 3000);
    give(digits, '5', true, 640, 1000);
    give(digits, '5', true, 400, 3000);
    expect(heard).toEqual(['5 begin 0', '5 end 100', '5 begin 0', '5 end 50']);
  });

  test('survive the loss of all packets but one end', () => {
    const { digits, heard } = listen();
    give(digits, '#', true, 800, 7);
    expect(heard).toEqual(['# begin 0', '# end 100']);
  });

  test('end without an end packet: by the next digit, or by time', () => {
    const { digits, heard } = listen();
    give(digits, '1', false, 480, 0, 0);
    give(digits, '2', false, 160, 2000, 200);
    digits.tick(500);
    expect(heard).toEqual(['1 begin 0', '1 end 60', '2 begin 0']);
    digits.tick(575);
    expect(heard.at(-1)).toBe('2 end 20');
    give(digits, '2', true, 800, 2000, 600);
    expect(heard.length).toBe(4);
  });

  test('longer than a segment are one', () => {
    const { digits, heard } = listen();
    give(digits, '0', false, 0xffff, 100);
    give(digits, '0', false, 160, 100 + 0xffff);
    give(digits, '0', true, 800, 100 + 0xffff);
    expect(heard).toEqual(['0 begin 0', `0 end ${Math.round((0xffff + 800) / 8)}`]);
  });

  test('that are none are ignored', () => {
    const { digits, heard } = listen();
    digits.receive(Uint8Array.of(200, 0, 0, 0), 0, 4, 1, 0);
    digits.receive(Uint8Array.of(1, 0), 0, 2, 2, 0);
    expect(heard).toEqual([]);
    give(digits, '!', true, 400, 5);
    expect(heard).toEqual(['! begin 0', '! end 50']);
  });
});

describe('reports', () => {
  test('tell each other loss, jitter and round trip', () => {
    const ours = { sender: new RtpSender(11, 0, 0), receiver: new RtpReceiver() };
    const theirs = { sender: new RtpSender(22, 0, 0), receiver: new RtpReceiver() };
    const a = new RtcpSession(ours.sender, ours.receiver);
    const b = new RtcpSession(theirs.sender, theirs.receiver);
    for (const sequence of [1, 2, 5]) {
      ours.sender.sent(160);
      theirs.receiver.accept(packet(sequence, sequence * 160, 11), sequence * 20);
    }
    const first = a.report(10_000, false);
    expect(first.packet[1]).toBe(200);
    b.receive(first.packet, first.length, 10_030);
    const second = b.report(12_030, true);
    expect(second.packet[1]).toBe(201);
    a.receive(second.packet, second.length, 12_060);
    expect(a.remoteLost).toBe(2);
    expect(a.roundTripMs).toBeCloseTo(60, 0);
  });

  test('of any bytes do no harm', () => {
    const session = new RtcpSession(new RtpSender(1, 0, 0), new RtpReceiver());
    let seed = 5;
    for (let round = 0; round < 2000; round++) {
      const bytes = new Uint8Array(round % 100).map((_, i) => {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        return i % 4 === 0 ? 0x81 : i % 4 === 1 ? 200 + (seed >>> 31) : seed >>> 28;
      });
      session.receive(bytes, bytes.length, 0);
    }
    expect(session.remoteLost).toBe(0);
  });
});
