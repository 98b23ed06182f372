import { expect, test } from 'vitest';
import type { RtpLeg } from '../../../../src/media/facade.ts';
import { commandsPort } from '../../../../src/pbx/ports/commands.ts';
import { mediaPort } from '../../../../src/pbx/ports/media.ts';
import { openTestPbx, type TestPbx } from '../../../support/test-pbx.ts';

async function rx(pbx: TestPbx, line: string): Promise<string> {
  return (await pbx.pbx.ports.use(commandsPort).run(line)).text;
}

/** Two ends of a call, both of them legs of the PBX. */
function openCall(pbx: TestPbx): { house: RtpLeg; phone: RtpLeg } {
  const open = (): RtpLeg => {
    const leg = pbx.pbx.ports.use(mediaPort).openRtpLeg({ address: '127.0.0.1' });
    if (!leg) throw new Error('no port');
    return leg;
  };
  const [house, phone] = [open(), open()];
  const remote = (port: number) =>
    ({
      address: '127.0.0.1',
      port,
      codecs: [{ name: 'ulaw', payloadType: 0 }],
      digitPayloadType: 101,
      digits: 'rfc4733',
      direction: 'sendrecv',
      symmetric: false,
    }) as const;
  house.setRemote(remote(phone.localPort));
  phone.setRemote(remote(house.localPort));
  return { house, phone };
}

test('rtp set debug shows each packet of one far end, key presses too, as Asterisk does', async () => {
  await using pbx = await openTestPbx({ config: { 'extensions.conf': '' } });
  const { house, phone } = openCall(pbx);
  const end = `127.0.0.1:${phone.localPort}`;
  expect(await rx(pbx, `rtp set debug ip ${end}`)).toBe(`RTP Packet Debugging Enabled for address: ${end}\n`);
  pbx.log.records.length = 0;
  house.play([{ kind: 'silence', durationMs: 40 }]);
  phone.sendDigit('5', 40);
  await pbx.clock.advance(200);
  const lines = pbx.log.lines.filter((line) => line.includes('RTP'));
  for (const pattern of [
    /^Sent RTP packet to {6}127\.0\.0\.1:\d+ \(type 00, seq \d{6}, ts \d{6,}, len 000160\)$/,
    /^Got {2}RTP packet from {4}127\.0\.0\.1:\d+ \(type 101, seq \d{6}, ts \d{6,}, len 000004\)$/,
    /^Got {2}RTP RFC2833 from {3}127\.0\.0\.1:\d+ \(type 101, .*, len 000004, mark 1, event 00000005, end 0, duration 00160\) $/,
  ])
    expect(lines).toContainEqual(expect.stringMatching(pattern));
  expect(lines.every((line) => line.includes(end))).toBe(true);
  house.sendDigit('7', 40);
  expect(await rx(pbx, 'rtp set debug on')).toBe('RTP Packet Debugging Enabled\n');
  await pbx.clock.advance(200);
  expect(pbx.log.has(`Sent RTP DTMF packet to ${end} (type 101, `)).toBe(true);
  expect(pbx.log.has(`Got  RTP packet from    127.0.0.1:${house.localPort} `)).toBe(true);
  expect(await rx(pbx, 'rtp set debug off')).toBe('RTP Packet Debugging Disabled\n');
  pbx.log.records.length = 0;
  house.play([{ kind: 'silence', durationMs: 40 }]);
  await pbx.clock.advance(200);
  expect(pbx.log.lines).toEqual([]);
});

test('rtcp set debug shows the reports that are sent and that come', async () => {
  await using pbx = await openTestPbx({ config: { 'extensions.conf': '' } });
  const { house, phone } = openCall(pbx);
  expect(await rx(pbx, 'rtcp set debug on')).toBe('RTCP Packet Debugging Enabled\n');
  pbx.log.records.length = 0;
  house.play([{ kind: 'silence', durationMs: 11_000 }]);
  phone.play([{ kind: 'silence', durationMs: 11_000 }]);
  await pbx.clock.advance(11_000);
  const text = pbx.log.lines.join('\n');
  expect(text).toContain(`* Sent RTCP SR to 127.0.0.1:${phone.localPort + 1}\n  Our SSRC: `);
  expect(text).toMatch(
    /\n {2}Sent\(NTP\): \d+\.\d{6}\n {2}Sent\(RTP\): \d+\n {2}Sent packets: \d+\n {2}Sent octets: \d+\n {2}Report block:\n {4}Their SSRC: \d+\n {4}Fraction lost: 0\n {4}Cumulative loss: 0\n {4}Highest seq no: \d+\n {4}IA jitter: 0\.\d{4}\n {4}Their last SR: \d+\n {4}DLSR: \d\.\d{4} \(sec\)\n\n/,
  );
  expect(text).toMatch(
    /\n\nRTCP from 127\.0\.0\.1:\d+\nPT: 200 \(Sender Report\)\nReception reports: 1\nSSRC of sender: \d+\nNTP timestamp: \d+\.\d{6}\nRTP timestamp: \d+\nSPC: \d+\tSOC: \d+\n {2}Fraction lost: 0\n {2}Packets lost so far: 0\n {2}Highest sequence number: \d+\n {2}Sequence number cycles: 0\n {2}Interarrival jitter: \d+\n {2}Last SR\(our NTP\): \d+\.\d{6}\n {2}DLSR: \d\.\d{4} \(sec\)\n {2}RTT: 0\.0\d{3}\(sec\)\n/,
  );
  expect(text).toMatch(
    /\nPT: 202 \(Source Description\)\nReception reports: 1\nSSRC of sender: \d+\nReceived an SDES from /,
  );
  phone.close();
  await pbx.clock.advance(100);
  expect(pbx.log.has(`Received a BYE from 127.0.0.1:${phone.localPort + 1}`)).toBe(true);
  house.close();
});

test('a far end that does not exist is told, and old scripts may switch the statistics', async () => {
  await using pbx = await openTestPbx({ config: { 'extensions.conf': '' } });
  pbx.network.hosts.set('phone.example', ['192.0.2.7']);
  expect(await rx(pbx, 'rtcp set debug ip phone.example:5005')).toBe(
    'RTCP Packet Debugging Enabled for address: 192.0.2.7:5005\n',
  );
  expect(await rx(pbx, 'rtp set debug ip nobody.example')).toContain("Lookup failed for 'nobody.example'\n");
  expect(await rx(pbx, 'rtp set debug ip :')).toContain("Lookup failed for ':'\n");
  expect(await rx(pbx, 'rtcp set stats on')).toBe('RTCP Stats Enabled\n');
  expect(await rx(pbx, 'rtcp set stats off')).toBe('RTCP Stats Disabled\n');
});
