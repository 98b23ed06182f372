import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, asterismTarget, type Running } from '../../bench/target.ts';
import { amplitudeAt, readSound, sine, wavBytes } from '../support/audio.ts';

const asterisk = asteriskTarget();

/** What the parties hum: the far end of a call 500 Hz, its near end 800 Hz, a spy 1100 Hz. */
const TONES = [500, 800, 1100];

/** Options of ChanSpy by name, and whether the spy hums. */
const SPIES: Readonly<Record<string, string>> = {
  listen: 'q',
  onlysaid: 'qo',
  whisper: 'qw',
  private: 'qW',
};

/** Recordings: the options of MixMonitor, for `NAME.wav`. */
const MIXES: Readonly<Record<string, string>> = {
  both: 'r(both-r.wav)t(both-t.wav)',
  bridged: 'b',
  louder: 'V(-2)v(1)',
};

const spyName = (name: string): string => `spy-${name}`;

const DIALPLAN = `[general]
[globals]
[far]
exten => hum,1,Answer()
 same => n,Playback(\${ASTSPOOLDIR}/500)
exten => _ear-.,1,Answer()
 same => n,MixMonitor(,r(\${EXTEN}.wav))
 same => n,Playback(\${ASTSPOOLDIR}/500)
exten => _spy-.,1,Answer()
 same => n,MixMonitor(,r(\${EXTEN}.wav))
 same => n,Playback(\${ASTSPOOLDIR}/1100)
exten => ring,1,Ringing()
 same => n,Wait(30)
exten => quiet,1,Answer()
 same => n,Wait(30)
[near]
${Object.entries(MIXES)
  .map(
    ([name, options]) => `exten => mix-${name},1,Answer()
 same => n,MixMonitor(${name}.wav,${options},touch \${DONE}/${name}.done)
 same => n,Playback(\${ASTSPOOLDIR}/800s)
 same => n,StopMixMonitor()
 same => n,Set(GLOBAL(mix-${name})=\${MIXMONITOR_FILENAME:-${name.length + 4}})
 same => n,Wait(2)`,
  )
  .join('\n')}
${Object.entries(SPIES)
  .map(
    ([name, options]) => `exten => talk-${name},1,Answer()
 same => n,MixMonitor(,r(told-${name}.wav))
 same => n,Playback(\${ASTSPOOLDIR}/800)
exten => spy-${name},1,ChanSpy(Local/talk-${name}@near,${options}E)
 same => n,Set(GLOBAL(spied-${name})=over)`,
  )
  .join('\n')}
exten => called,1,Answer()
 same => n,Dial(Local/ring@far/n,20,gS(2)b(mark^s^1))
 same => n,Set(GLOBAL(called)=\${DIALSTATUS}/\${HANGUPCAUSE})
[picking]
exten => taker,1,Answer()
 same => n,Wait(1)
 same => n,Pickup(nobody@picking)
 same => n,Set(GLOBAL(none)=went on)
 same => n,Pickup(red@PICKUPMARK)
 same => n,Set(GLOBAL(taken)=went on)
exten => h,1,Set(GLOBAL(takerover)=yes)
[mark]
exten => s,1,Set(PICKUPMARK=red)
 same => n,Return()
`;

interface Seen {
  readonly globals: ReadonlyMap<string, string>;
  /** The tones in each recording, and how loud 800 Hz is beside 500 Hz. */
  readonly tones: ReadonlyMap<string, string>;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The tones in the last second but one of a recording. */
function tonesOf(path: string): string {
  if (!existsSync(path)) return 'no file';
  const sound = readSound(path);
  const from = sound.samples.length / 8 - 1500;
  if (from < 0) return 'short';
  return TONES.filter((tone) => amplitudeAt(sound, tone, from, 800) > 200).join(' ');
}

async function play(running: Running): Promise<Seen> {
  for (const tone of TONES) writeFileSync(join(dirname(running.spool), `${tone}.wav`), wavBytes(sine(tone, 20_000)));
  writeFileSync(join(dirname(running.spool), '800s.wav'), wavBytes(sine(800, 3000)));
  for (const name of Object.keys(MIXES))
    await running.rxAside(`channel originate Local/mix-${name}@near extension hum@far`);
  for (const name of Object.keys(SPIES))
    await running.rxAside(`channel originate Local/talk-${name}@near extension ear-${name}@far`);
  await wait(1500);
  for (const name of Object.keys(SPIES))
    await running.rxAside(`channel originate Local/${spyName(name)}@near extension ${spyName(name)}@far`);
  await running.rxAside('channel originate Local/called@near extension quiet@far');
  await running.rxAside('channel originate Local/taker@picking extension quiet@far');
  await wait(5000);
  const joined = running.rx('core show channels concise').includes('Local/taker@picking');
  await wait(2000);
  await running.rxAside('channel request hangup all');
  await wait(1500);
  const globals = new Map(
    [...running.rx('dialplan show globals').matchAll(/^\s*([\w-]+)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value.trim(),
    ]),
  );
  globals.set('joined', String(joined));
  const folder = join(dirname(running.spool), 'monitor');
  const files = [
    ...Object.keys(MIXES),
    'both-r',
    'both-t',
    ...Object.keys(SPIES).flatMap((name) => [spyName(name), `ear-${name}`, `told-${name}`]),
  ];
  return { globals, tones: new Map(files.map((file) => [file, tonesOf(join(folder, `${file}.wav`))])) };
}

describe.skipIf(!asterisk)('listening to calls as Asterisk does (needs ASTERISK_ROOT or an installed Asterisk)', () => {
  const seen = new Map<string, Seen>();

  beforeAll(async () => {
    for (const target of [asterisk, asterismTarget()]) {
      if (!target) continue;
      const running = await target.start({
        ...BASE_FILES,
        'pjsip.conf': '',
        'sip.conf': '[general]\nudpbindaddr=127.0.0.1:25068\n',
        'extensions.conf': DIALPLAN,
      });
      try {
        seen.set(target.name, await play(running));
      } finally {
        await running.stop();
      }
    }
  }, 120_000);

  test('the recordings hold the same voices', () => {
    expect(Object.fromEntries(seen.get('asterism')?.tones ?? [])).toEqual(
      Object.fromEntries(seen.get('asterisk')?.tones ?? []),
    );
    const real = seen.get('asterisk')?.tones;
    expect(
      ['both', 'both-r', 'both-t', 'told-whisper', 'told-listen', 'spy-listen'].map((name) => real?.get(name)),
    ).toEqual(['500 800', '500', '800', '500 1100', '500', '500 800']);
  });

  test('the dialplans go on in the same way', () => {
    expect(Object.fromEntries(seen.get('asterism')?.globals ?? [])).toEqual(
      Object.fromEntries(seen.get('asterisk')?.globals ?? []),
    );
    expect(seen.get('asterisk')?.globals.get('none')).toBe('went on');
  });
});
