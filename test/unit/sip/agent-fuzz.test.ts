import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VirtualClock } from '../../../src/base/clock.ts';
import { MemoryNetwork } from '../../../src/net/memory-network.ts';
import { UserAgent } from '../../../src/sip/agent/user-agent.ts';
import { DigestServer } from '../../../src/sip/auth/digest-server.ts';
import { Registrar } from '../../../src/sip/registration/registrar.ts';
import { systemTokens } from '../../../src/sip/tokens.ts';

const LIMITS = { minimumSeconds: 60, maximumSeconds: 3600, defaultSeconds: 120, refuseShort: true, replace: true };

/** A sound message of any kind. */
const message = fc
  .record({
    method: fc.constantFrom('INVITE', 'ACK', 'BYE', 'CANCEL', 'REGISTER', 'OPTIONS', 'INFO', 'UPDATE', 'FROB'),
    branch: fc.integer({ min: 0, max: 5 }),
    cseq: fc.integer({ min: 0, max: 5 }),
    toTag: fc.constantFrom('', ';tag=b', ';tag=x'),
    status: fc.option(fc.integer({ min: 99, max: 700 })),
  })
  .map(({ method, branch, cseq, toTag, status }) =>
    [
      status === null ? `${method} sip:100@127.0.0.1 SIP/2.0` : `SIP/2.0 ${status} Whatever`,
      `Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bK${branch}`,
      'From: <sip:ada@127.0.0.1>;tag=a',
      `To: <sip:100@127.0.0.1>${toTag}`,
      'Call-ID: c1',
      `CSeq: ${cseq} ${method}`,
      'Contact: <sip:ada@127.0.0.1:5070>;expires=120',
      'Authorization: Digest username="ada", realm="r", nonce="n", uri="sip:a", response="0"',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n'),
  );

/** The same, with a few bytes cut out, doubled or replaced. */
const mutated = fc
  .tuple(
    message,
    fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 20 }),
        fc.string({ maxLength: 6 }),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([text, edits]) => {
    let result = text;
    for (const [where, cut, insert] of edits) {
      const at = Math.floor(where * result.length);
      result = result.slice(0, at) + insert + result.slice(at + cut);
    }
    return result;
  });

test('no sequence of damaged messages makes the stack throw, loop or leak', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(message, mutated), { maxLength: 25 }), async (messages) => {
      const clock = new VirtualClock(0);
      const network = new MemoryNetwork(clock);
      const digest = new DigestServer(clock, systemTokens);
      const registrar = new Registrar(clock);
      const agent = new UserAgent(network, clock, {
        onRequest(request, transaction) {
          const credentials = digest.credentials(request, 'r', 'server');
          if (credentials) digest.verify(credentials, request.method, { password: 'x' });
          if (request.method === 'REGISTER') {
            const outcome = registrar.register('ada', request, LIMITS);
            agent.respond(transaction, outcome.status, outcome.headers);
          } else if (request.method === 'INVITE') {
            const session = agent.takeInvite(request, transaction, { contactUser: '100', symmetric: true });
            session.listener = { onOffer: () => ({ status: 200 }), onOfferWanted: () => ({ status: 200 }) };
            session.progress(180);
            clock.after(100, () => session.accept());
            clock.after(60_000, () => session.end());
          } else agent.respond(transaction, 200);
        },
      });
      await agent.transactions.transport.listen('UDP', { host: '127.0.0.1', port: 5060 });
      const peer = await network.bindUdp({ host: '127.0.0.1', port: 5070 }, { onDatagram() {} });
      if (!peer.ok) throw new Error('no socket');
      for (const text of messages) {
        peer.value.send(text, '127.0.0.1', 5060);
        await clock.advance(20);
      }
      await clock.advance(300_000);
      expect(agent.transactions.open).toEqual({ server: 0, client: 0 });
      expect(agent.dialogs).toBe(0);
      registrar.close();
      agent.close();
      expect(clock.pending).toBe(0);
    }),
    { numRuns: 300 },
  );
}, 60_000);
