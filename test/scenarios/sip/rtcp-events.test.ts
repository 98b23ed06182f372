import { expect, test } from 'vitest';
import { mediaPort } from '../../../src/pbx/ports/media.ts';
import { AmiClient } from '../../support/ami-client.ts';
import { onePhone, openAlice } from '../../support/one-phone.ts';
import { phoneSdp } from '../../support/sip-phone.ts';
import { openTestPbx } from '../../support/test-pbx.ts';

const CONFIG = onePhone({ general: 'disallow = all\nallow = ulaw', does: 'Echo()', read: 'all' });

test('reports on the audio of a call are told, sent and received, once a client wants them', async () => {
  await using pbx = await openTestPbx({ config: CONFIG, noload: ['res_console'] });
  const alice = await openAlice(pbx);
  const phone = pbx.pbx.ports.use(mediaPort).openRtpLeg({ address: '127.0.0.1' });
  if (!phone) throw new Error('no port');
  const call = alice.call('1', { body: phoneSdp(phone.localPort) });
  await pbx.clock.advance(100);
  const port = Number(/m=audio (\d+)/.exec(call.answer?.body ?? '')?.[1]);
  phone.setRemote({
    address: '127.0.0.1',
    port,
    codecs: [{ name: 'ulaw', payloadType: 0 }],
    digits: 'rfc4733',
    direction: 'sendrecv',
    symmetric: false,
  });
  const tone = { frequency1Hz: 500, frequency2Hz: 0, modulate: false, durationMs: 0, once: false };
  phone.play([{ kind: 'tone', tone: [tone], loop: true }]);
  await pbx.clock.advance(6000);
  // Whoever comes later is told of calls that stand already.
  const client = new AmiClient(pbx.network);
  await pbx.clock.advance(1);
  client.send('Action: Login\nUsername: boss\nSecret: s\nEvents: reporting');
  await pbx.clock.advance(6000);
  const told = client.take().filter((event) => event.startsWith('Event: RTCP'));
  const names = (event: string): string[] => event.split('\n').map((line) => line.split(':', 1)[0] ?? '');
  const block = ['SourceSSRC', 'FractionLost', 'CumulativeLost', 'HighestSequence', 'SequenceNumberCycles'];
  const rest = ['IAJitter', 'LSR', 'DLSR'];
  const tail = [
    ...['SSRC', 'PT', 'ReportCount', 'SentNTP', 'SentRTP', 'SentPackets', 'SentOctets'],
    ...[...block, ...rest].map((name) => `Report0${name}`),
  ];
  const sent = told.find((event) => event.startsWith('Event: RTCPSent')) ?? '';
  const received = told.find((event) => event.startsWith('Event: RTCPReceived')) ?? '';
  expect(names(sent).slice(names(sent).indexOf('To'))).toEqual(['To', 'From', ...tail]);
  expect(names(received).slice(names(received).indexOf('To'))).toEqual(['To', 'From', 'RTT', ...tail]);
  expect(sent).toContain(`\nTo: 127.0.0.1:${phone.localPort + 1}\nFrom: 127.0.0.1:${port + 1}\nSSRC: 0x`);
  expect(received).toContain(`\nTo: 127.0.0.1:${port + 1}\nFrom: 127.0.0.1:${phone.localPort + 1}\nRTT: 0.00`);
  expect(sent).toMatch(/\nPrivilege: reporting,all\nChannel: SIP\/alice-00000000\n[\s\S]*\nPT: 200\(SR\)\n/);
  expect(sent).toMatch(/\nReport0FractionLost: 0\nReport0CumulativeLost: 0\n/);
  const seconds = Math.floor(Number(/SentNTP: (\d+)\./.exec(sent)?.[1]));
  expect(Math.abs(seconds - pbx.clock.now() / 1000)).toBeLessThan(10);
  // Each counts what the other has sent.
  const of = (event: string, name: string): string => new RegExp(`\n${name}: (.*)`).exec(event)?.[1] ?? '';
  expect(of(sent, 'Report0SourceSSRC')).toBe(of(received, 'SSRC'));
  expect(of(received, 'Report0SourceSSRC')).toBe(of(sent, 'SSRC'));
  expect(Number(of(sent, 'SentPackets'))).toBeGreaterThan(240);
  phone.close();
});
