import { expect, test } from 'vitest';
import { VirtualClock } from '../../../../src/base/clock.ts';
import { SipRequest } from '../../../../src/sip/message/message.ts';
import { parseText } from '../../../../src/sip/message/parse-message.ts';
import type { RegistrarLimits } from '../../../../src/sip/registration/binding.ts';
import { Registrar } from '../../../../src/sip/registration/registrar.ts';

const LIMITS: RegistrarLimits = {
  minimumSeconds: 60,
  maximumSeconds: 3600,
  defaultSeconds: 120,
  refuseShort: false,
  replace: false,
};

function register(lines: readonly string[], cseq = 1, callId = 'r1'): SipRequest {
  const text = ['REGISTER sip:pbx SIP/2.0', `Call-ID: ${callId}`, `CSeq: ${cseq} REGISTER`, ...lines].join('\r\n');
  const parsed = parseText(`${text}\r\n\r\n`, { host: '192.0.2.9', port: 5062 });
  if (!parsed.ok || !(parsed.message instanceof SipRequest)) throw new Error('no request');
  return parsed.message;
}

function setUp(): { clock: VirtualClock; registrar: Registrar; changes: string[] } {
  const clock = new VirtualClock(0);
  const changes: string[] = [];
  const registrar = new Registrar(
    clock,
    ({ aor, binding, what }) => void changes.push(`${what} ${aor} ${binding.contact}`),
  );
  return { clock, registrar, changes };
}

test('contacts are added, refreshed, listed with what is left, and expire', async () => {
  const { clock, registrar, changes } = setUp();
  registrar.register(
    'ada',
    register(['Contact: <sip:ada@10.0.0.1>;expires=600, <sip:ada@10.0.0.2>;q=0.5', 'Expires: 300']),
    LIMITS,
  );
  await clock.advance(100_000);
  const again = registrar.register('ada', register(['Contact: <sip:ada@10.0.0.1>;expires=600'], 2), LIMITS);
  expect(again.status).toBe(200);
  expect(again.headers.map(([, value]) => value).sort()).toEqual([
    '<sip:ada@10.0.0.1>;expires=600',
    '<sip:ada@10.0.0.2>;expires=200',
  ]);
  await clock.advance(200_000);
  expect(registrar.bindings('ada').map(({ contact }) => contact)).toEqual(['sip:ada@10.0.0.1']);
  await clock.advance(400_000);
  expect(registrar.bindings('ada')).toEqual([]);
  expect(changes).toEqual([
    'added ada sip:ada@10.0.0.1',
    'added ada sip:ada@10.0.0.2',
    'refreshed ada sip:ada@10.0.0.1',
    'expired ada sip:ada@10.0.0.2',
    'expired ada sip:ada@10.0.0.1',
  ]);
  expect(clock.pending).toBe(0);
});

test('a query changes nothing, an expiry of 0 removes one, and a star removes all', () => {
  const { registrar, changes } = setUp();
  registrar.register(
    'ada',
    register(['Contact: <sip:a@10.0.0.1>', 'Contact: <sip:a@10.0.0.2>', 'Contact: <sip:a@10.0.0.3>']),
    LIMITS,
  );
  expect(registrar.register('ada', register([], 2), LIMITS).headers).toHaveLength(3);
  registrar.register('ada', register(['Contact: <sip:a@10.0.0.2>;expires=0'], 3), LIMITS);
  expect(registrar.bindings('ada')).toHaveLength(2);
  expect(registrar.register('ada', register(['Contact: *'], 4), LIMITS).status).toBe(400);
  expect(
    registrar.register('ada', register(['Contact: *', 'Contact: <sip:a@10.0.0.1>', 'Expires: 0'], 4), LIMITS).status,
  ).toBe(400);
  expect(registrar.register('ada', register(['Contact: *', 'Expires: 0'], 5), LIMITS).status).toBe(200);
  expect(registrar.bindings('ada')).toEqual([]);
  expect(changes.filter((change) => change.startsWith('removed'))).toHaveLength(3);
});

test('intervals are kept within their limits, or refused where that is wanted', () => {
  const { registrar } = setUp();
  const granted = (line: string, cseq: number): string | undefined =>
    registrar.register('ada', register([`Contact: <sip:a@10.0.0.1>${line}`], cseq), LIMITS).headers[0]?.[1];
  expect(granted(';expires=5', 1)).toBe('<sip:a@10.0.0.1>;expires=60');
  expect(granted(';expires=99999', 2)).toBe('<sip:a@10.0.0.1>;expires=3600');
  expect(granted('', 3)).toBe('<sip:a@10.0.0.1>;expires=120');
  const refused = registrar.register('ada', register(['Contact: <sip:a@10.0.0.1>;expires=5'], 4), {
    ...LIMITS,
    refuseShort: true,
  });
  expect(refused).toMatchObject({ status: 423, headers: [['Min-Expires', '60']] });
});

test('too many contacts are refused, or push the oldest out', () => {
  const { registrar } = setUp();
  const one = { ...LIMITS, mostContacts: 1 };
  registrar.register('ada', register(['Contact: <sip:a@10.0.0.1>']), one);
  expect(registrar.register('ada', register(['Contact: <sip:a@10.0.0.2>'], 2), one).status).toBe(403);
  expect(registrar.register('ada', register(['Contact: <sip:a@10.0.0.2>'], 3), { ...one, replace: true }).status).toBe(
    200,
  );
  expect(registrar.bindings('ada').map(({ contact }) => contact)).toEqual(['sip:a@10.0.0.2']);
});

test('a repeated or overtaken REGISTER does no harm', () => {
  const { registrar } = setUp();
  registrar.register('ada', register(['Contact: <sip:a@10.0.0.1>'], 5), LIMITS);
  expect(registrar.register('ada', register(['Contact: <sip:a@10.0.0.1>;expires=0'], 4), LIMITS).status).toBe(500);
  expect(registrar.bindings('ada')).toHaveLength(1);
  expect(
    registrar.register('ada', register(['Contact: <sip:a@10.0.0.1>;expires=0'], 1, 'after-reboot'), LIMITS).status,
  ).toBe(200);
});

test('bindings survive a restart, those that expired meanwhile do not', async () => {
  const { clock, registrar } = setUp();
  registrar.register('ada', register(['Contact: <sip:a@10.0.0.1>;expires=100, <sip:a@10.0.0.2>;expires=1000']), LIMITS);
  const saved = registrar.snapshot();
  await clock.advance(500_000);
  const changes: string[] = [];
  const next = new Registrar(clock, ({ what }) => void changes.push(what));
  for (const [aor, bindings] of saved) next.restore(aor, bindings);
  expect(next.bindings('ada')).toMatchObject([{ contact: 'sip:a@10.0.0.2', host: '192.0.2.9', port: 5062 }]);
  await clock.advance(500_000);
  expect(changes).toEqual(['expired']);
});
