import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SessionDescription } from '../../../src/sdp/description.ts';
import { AudioNegotiation, type AudioSettings, agreeOnAnswer } from '../../../src/sdp/offer-answer.ts';
import { parseSdp } from '../../../src/sdp/parse-sdp.ts';
import { writeSdp } from '../../../src/sdp/write-sdp.ts';

const SETTINGS: AudioSettings = { address: '192.0.2.1', port: 10_000, codecs: ['ulaw', 'alaw', 'gsm'], events: true };

function read(text: string): SessionDescription {
  const parsed = parseSdp(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.description;
}

function offer(...lines: string[]): SessionDescription {
  return read(['v=0', 'o=- 1 1 IN IP4 192.0.2.7', 's=-', 'c=IN IP4 192.0.2.7', 't=0 0', ...lines].join('\r\n'));
}

test('an offer names codecs, events, packet time and direction', () => {
  const text = new AudioNegotiation(77, 'Asterism').offer({ ...SETTINGS, codecs: ['g722', 'ulaw'] });
  expect(text.split('\r\n')).toEqual([
    'v=0',
    'o=root 77 77 IN IP4 192.0.2.1',
    's=Asterism',
    'c=IN IP4 192.0.2.1',
    't=0 0',
    'm=audio 10000 RTP/AVP 9 0 101',
    'a=rtpmap:9 G722/8000',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
    'a=ptime:20',
    'a=maxptime:150',
    'a=sendrecv',
    '',
  ]);
});

test('an answer keeps the payload types of the offer, our order or theirs, and refuses other media with port 0', () => {
  const given = offer(
    'm=video 5000 RTP/AVP 96',
    'm=audio 6000 RTP/AVP 8 3 97 96',
    'a=rtpmap:97 PCMU/8000',
    'a=rtpmap:96 telephone-event/8000',
    'a=ptime:30',
    'm=audio 6002 RTP/AVP 0',
  );
  const result = new AudioNegotiation(1).answer(given, SETTINGS);
  if (!result.ok) throw new Error(result.message);
  expect(result.agreed).toEqual({
    address: '192.0.2.7',
    port: 6000,
    codecs: [
      { name: 'ulaw', payloadType: 97 },
      { name: 'alaw', payloadType: 8 },
      { name: 'gsm', payloadType: 3 },
    ],
    eventPayloadType: 96,
    ptimeMs: 30,
    direction: 'sendrecv',
    held: false,
  });
  expect(result.text.match(/^m=.*/gm)).toEqual([
    'm=video 0 RTP/AVP 96',
    'm=audio 10000 RTP/AVP 97 8 3 96',
    'm=audio 0 RTP/AVP 0',
  ]);
  const theirs = new AudioNegotiation(1).answer(given, { ...SETTINGS, order: 'theirs' });
  expect(theirs.ok && theirs.agreed.codecs.map(({ name }) => name)).toEqual(['alaw', 'gsm', 'ulaw']);
});

test('nothing in common, secure media or no address is refused', () => {
  const refuse = (...lines: string[]): boolean => new AudioNegotiation(1).answer(offer(...lines), SETTINGS).ok;
  expect(refuse('m=audio 6000 RTP/AVP 18', 'a=rtpmap:18 G729/8000')).toBe(false);
  expect(refuse('m=audio 6000 RTP/SAVP 0')).toBe(false);
  expect(refuse('m=audio 0 RTP/AVP 0')).toBe(false);
  expect(refuse()).toBe(false);
  expect(new AudioNegotiation(1).answer(read('v=0\r\nm=audio 6000 RTP/AVP 0'), SETTINGS).ok).toBe(false);
});

test('hold in all its forms is seen and answered', () => {
  const held = (...lines: string[]): [boolean, string, string | undefined] => {
    const result = new AudioNegotiation(1).answer(offer('m=audio 6000 RTP/AVP 0', ...lines), SETTINGS);
    if (!result.ok) throw new Error(result.message);
    return [result.agreed.held, result.agreed.direction, /^a=(send|recv|inact)\w+/m.exec(result.text)?.[0]];
  };
  expect(held()).toEqual([false, 'sendrecv', 'a=sendrecv']);
  expect(held('a=sendonly')).toEqual([true, 'recvonly', 'a=recvonly']);
  expect(held('a=inactive')).toEqual([true, 'inactive', 'a=inactive']);
  expect(held('a=recvonly')).toEqual([false, 'sendonly', 'a=sendonly']);
  expect(held('c=IN IP4 0.0.0.0')).toEqual([true, 'recvonly', 'a=recvonly']);
});

test('an answer to our offer is agreed on, or found useless', () => {
  const agreed = agreeOnAnswer(offer('m=audio 7000 RTP/AVP 3 0 101', 'a=rtpmap:101 telephone-event/8000'), SETTINGS);
  expect(agreed.ok && agreed.agreed.codecs.map(({ name }) => name)).toEqual(['gsm', 'ulaw']);
  expect(agreed.ok && agreed.agreed.eventPayloadType).toBe(101);
  expect(agreeOnAnswer(offer('m=audio 0 RTP/AVP 0'), SETTINGS).ok).toBe(false);
  expect(agreeOnAnswer(offer('m=audio 7000 RTP/AVP 9'), SETTINGS).ok).toBe(false);
});

test('the version grows when, and only when, the description changes', () => {
  const ours = new AudioNegotiation(5);
  const version = (text: string): string | undefined => /^o=\S+ \S+ (\S+)/m.exec(text)?.[1];
  expect(version(ours.offer(SETTINGS))).toBe('5');
  expect(version(ours.offer(SETTINGS))).toBe('5');
  expect(version(ours.offer({ ...SETTINGS, direction: 'sendonly' }))).toBe('6');
  expect(version(ours.offer({ ...SETTINGS, direction: 'sendonly' }))).toBe('6');
  expect(version(ours.offer(SETTINGS))).toBe('7');
});

test('sloppy descriptions are read', () => {
  const sloppy = read('v=0\nm=audio 6000 RTP/AVP 0\nx\nz=?\na=rtpmap:\na=ptime:abc\nc=IN IP6 2001:db8::1\n');
  expect(sloppy.media[0]).toMatchObject({ kind: 'audio', port: 6000, address: '2001:db8::1' });
  expect(parseSdp('hello').ok).toBe(false);
  expect(parseSdp('v=0\r\nm=audio x RTP/AVP 0').ok).toBe(false);
  expect(parseSdp(`v=0\r\n${'m=audio 1 RTP/AVP 0\r\n'.repeat(40)}`).ok).toBe(false);
  expect(parseSdp('v=0\r\n'.repeat(5000)).ok).toBe(false);
});

test('no text makes the reader throw, and what it reads can be answered and written', () => {
  const line = fc.oneof(
    fc.constantFrom(
      'v=0',
      'o=- 1 1 IN IP4 h',
      'c=IN IP4 1.2.3.4',
      'm=audio 6000 RTP/AVP 0 8 101',
      'a=rtpmap:101 telephone-event/8000',
      'a=sendonly',
      'm=audio',
      'a=rtpmap:999 x',
      'a=ptime:-1',
      'm=image 1 udptl t38',
    ),
    fc.string({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const parsed = parseSdp(lines.join('\r\n'));
      if (!parsed.ok) return;
      expect(parseSdp(writeSdp(parsed.description)).ok).toBe(true);
      new AudioNegotiation(1).answer(parsed.description, SETTINGS);
      agreeOnAnswer(parsed.description, SETTINGS);
    }),
    { numRuns: 2000 },
  );
});
