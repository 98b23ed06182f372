import { expect, test } from 'vitest';
import type { FakeCall } from '../support/fake-phone.ts';
import { openTestPbx, type TestPbx } from '../support/test-pbx.ts';

interface Step {
  readonly tones: readonly number[];
  readonly ms: number;
}

const tone = (tones: readonly number[], ms: number): Step => ({ tones, ms });
const silence = (ms: number): Step => ({ tones: [], ms });

function sing(call: FakeCall, steps: readonly Step[]): void {
  const tones = steps.map(({ tones: [frequency1Hz = 0, frequency2Hz = 0], ms }) => ({
    frequency1Hz,
    frequency2Hz,
    modulate: false,
    durationMs: ms,
    once: false,
  }));
  call.ear?.play([{ kind: 'tone', tone: tones, loop: false }]);
}

/** Runs `steps`, while the caller sings; gives what NoOp() noted. */
async function run(steps: string, ...sung: Step[]): Promise<string[]> {
  await using pbx: TestPbx = await openTestPbx({
    config: { 'extensions.conf': `[default]\nexten => 1,1,Answer(0)\n${steps}` },
  });
  const call = pbx.call('alice', '1');
  pbx.clock.after(500, () => sing(call, sung));
  await pbx.finish(call);
  return pbx.log.steps.flatMap((step) => / NoOp\((.*)\)$/.exec(step)?.[1] ?? []);
}

test.each([
  ['the tone', '440,500,5', [tone([440], 700)], 'SUCCESS'],
  ['too short', '440,500,3', [tone([440], 300)], 'TIMEOUT'],
  ['another tone', '440,200,3', [tone([1000], 800)], 'TIMEOUT'],
  ['twice', '440,200,5,2', [tone([440], 300), silence(200), tone([440], 300)], 'SUCCESS'],
  ['with d and s', '440,500,5,1,d(10)s', [tone([440], 700)], 'SUCCESS'],
  ['only once', '440,200,3,2', [tone([440], 900)], 'TIMEOUT'],
])('WaitForTone: %s', async (_name, args, sung, status) => {
  expect(await run(` same => n,WaitForTone(${args})\n same => n,NoOp(\${WAITFORTONESTATUS})\n`, ...sung)).toEqual([
    status,
  ]);
});

test.each([
  ['DIALTONE', 'us', [tone([350, 440], 2000)]],
  ['RINGING', 'us', [tone([440, 480], 2000)]],
  ['BUSY', 'us', [tone([480, 620], 500), silence(500)]],
  ['BUSY', 'us,10,2', [tone([480, 620], 500), silence(500), tone([480, 620], 500), silence(500)]],
  ['SIT', '', [tone([950], 330), tone([1400], 330), tone([1800], 330)]],
  ['FAX', ',10,1,f', [tone([1100], 800)]],
  ['MODEM', ',10,1,f', [tone([2100], 800)]],
  ['RINGING', 'uk', [tone([400, 450], 400), silence(200)]],
  ['NUT', 'uk', [tone([400], 3000)]],
  ['VOICE', ',10,1,v', [tone([700, 1220], 800)]],
  ['TIMEOUT', 'us,3', [silence(1000)]],
  ['TIMEOUT', 'us,3,1', [tone([1100], 800)]],
])('ToneScan tells %s (%s)', async (status, args, sung) => {
  expect(await run(` same => n,ToneScan(${args})\n same => n,NoOp(\${TONESCANSTATUS})\n`, ...sung)).toEqual([status]);
});

test('what SendMF and SendSF send, ReceiveMF and ReceiveSF read', async () => {
  await using pbx = await openTestPbx({
    config: {
      'extensions.conf': `[default]
exten => 1,1,Dial(Local/2@default/n,,U(send))
exten => 2,1,Answer(0)
 same => n,ReceiveMF(a,10)
 same => n,ReceiveMF(b,10,k)
 same => n,ReceiveSF(c,3,20)
 same => n,NoOp(\${a} \${b} \${c})
[send]
exten => s,1,Wait(1)
 same => n,SendMF(*590#)
 same => n,SendMF(12*34A)
 same => n,SendSF(305)
 same => n,Wait(1)
 same => n,Return()
`,
    },
  });
  await pbx.finish(pbx.call('alice', '1'));
  expect(pbx.log.steps.filter((step) => step.includes(' NoOp('))).toEqual(['2@default:5 NoOp(*590# 34A 305)']);
});

const MF: Readonly<Record<string, readonly number[]>> = {
  '*': [1100, 1700],
  1: [700, 900],
  5: [900, 1300],
  0: [1300, 1500],
  '#': [1500, 1700],
};
const mf = (digits: string): Step[] =>
  [...digits].flatMap((digit) => [tone(MF[digit] ?? [], digit === '*' ? 120 : 65), silence(60)]);

test.each([
  ['from KP to ST', '', '15*150#1', '*150# START'],
  ['without KP and ST', ',,ks', '*150#', '150 START'],
  ['also before KP', ',,l', '15#', '15# START'],
  ['KP begins anew', ',,o', '*1*50#', '*50# START'],
  ['with d, m, q and r', ',,dmqr', '*150#', '*150# START'],
  ['enough digits', ',,kn(2)', '*150#', '15 MAXDIGITS'],
  ['not in time', ',2', '*15', '*15 TIMEOUT'],
])('ReceiveMF: %s', async (_name, args, digits, expected) => {
  // a timeout ends the call, so the extension h tells
  const tell = 'NoOp(${n} ${RECEIVEMFSTATUS})';
  const steps = ` same => n,ReceiveMF(n${args})\n same => n,Hangup()\nexten => h,1,${tell}\n`;
  expect(await run(steps, ...mf(digits))).toEqual([expected]);
});

test('ReceiveSF counts pulses', async () => {
  const pulses = (count: number): Step[] => [
    ...Array.from({ length: count }, () => [tone([2600], 60), silence(40)]).flat(),
    silence(600),
  ];
  const steps = ' same => n,ReceiveSF(n,3,20)\n same => n,NoOp(${n} ${RECEIVESFSTATUS})\n';
  expect(await run(steps, ...pulses(3), ...pulses(10), ...pulses(5))).toEqual(['305 MAXDIGITS']);
  const signs = ' same => n,ReceiveSF(n,2,20,,dmqre)\n same => n,NoOp(${n} ${RECEIVESFSTATUS})\n';
  expect(await run(signs, ...pulses(11), ...pulses(12))).toEqual(['*# MAXDIGITS']);
});
