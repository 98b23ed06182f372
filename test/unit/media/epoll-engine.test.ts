import { createSocket, type Socket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MediaEngine, RtpLeg } from '../../../src/media/facade.ts';
import { openMediaEngine } from '../../../src/media/worker/open-engine.ts';
import { describeWorkerEngine } from './engine-contract.ts';

describeWorkerEngine('epoll', 21_000);

describe('ports that stand bound', () => {
  let engine: MediaEngine;
  let phone: Socket;

  beforeAll(async () => {
    engine = await openMediaEngine({
      rtpStart: 23_000,
      rtpEnd: 23_499,
      addresses: ['127.0.0.1'],
      force: 'epoll',
      onFault: (message) => expect.unreachable(message),
    });
    phone = createSocket('udp4');
    await new Promise<void>((resolve) => phone.bind(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    phone.close();
    await engine.close();
  });

  const open = (): RtpLeg => {
    const leg = engine.openRtpLeg({ address: '127.0.0.1' });
    if (!leg) throw new Error('no port');
    leg.setRemote({
      address: '127.0.0.1',
      port: phone.address().port,
      codecs: [{ name: 'ulaw', payloadType: 0 }],
      digits: 'rfc4733',
      direction: 'recvonly',
      symmetric: false,
    });
    return leg;
  };
  /** 20 ms of silence to a port, so many times; resolved when the kernel has them. */
  const send = async (port: number, times: number): Promise<void> => {
    for (let n = 0; n < times; n++) {
      const packet = Buffer.alloc(172, 0xff);
      packet.writeUInt16BE(0x8000, 0);
      packet.writeUInt16BE(n, 2);
      packet.writeUInt32BE(160 * n, 4);
      packet.writeUInt32BE(7, 8);
      await new Promise<void>((resolve, reject) =>
        phone.send(packet, port, '127.0.0.1', (error) => (error ? reject(error) : resolve())),
      );
    }
  };
  const received = async (leg: RtpLeg): Promise<number> => (await leg.statistics()).packetsReceived;

  test.each(['at rest', 'at work on other legs'])(
    'what came before a leg is not its own, and what comes from then on is: an engine %s',
    async (how) => {
      const other = open();
      const tick = (durationMs: number) => other.play([{ kind: 'silence', durationMs }]).done;
      if (how === 'at work on other legs') await tick(40);
      const next = other.localPort + 2;
      await send(next, 5);
      if (how === 'at work on other legs') await tick(60);
      else await received(other);
      const leg = open();
      expect(leg.localPort).toBe(next);
      if (how === 'at rest') await received(leg);
      await send(next, 3);
      await tick(60);
      expect(await received(leg)).toBe(3);
      leg.close();
      other.close();
    },
  );
});
