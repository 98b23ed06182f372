import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atOurEnd, endWithUs } from './end-with-us.ts';

/** True where baresip is installed. */
export const haveBaresip = spawnSync('baresip', ['-h']).error === undefined;

/** A recording that has just been opened has no more than that, or not even that. */
const WAV_HEADER = 44;

/** It takes a pair that is free, and these are below those that a kernel gives out. */
const ANY_RTP_PORT = '28000-32000';

/** Colours, and the meter of bit rates that it writes over and over at the beginning of a line. */
const DECORATION = /^[^\n]*\r|\u001b\[[\d;]*m/g;

/** A baresip to be started. */
export interface BaresipOptions {
  readonly user: string;
  readonly secret: string;
  readonly pbxPort: number;
  readonly sipPort: number;
  /** The first of forty RTP ports of its own; any of a wide range if left out. */
  readonly rtpPort?: number;
  /** It registers nowhere: calls to these numbers at its own port reach it. */
  readonly numbers?: readonly string[];
  /** A wav file that it says on every call; a quiet tone if left out. */
  readonly say?: string;
  readonly answer: 'auto' | 'manual';
  readonly transport?: 'udp' | 'tcp';
  /** A UDP port for {@link Baresip.run}. */
  readonly consolePort?: number;
  /** Commands to run once it is ready, for example `/dial 100`. */
  readonly commands?: readonly string[];
  /** Gets each line that it prints, without colours and without the meter of bit rates. */
  readonly tell?: (line: string) => void;
}

/** A running baresip. */
export interface Baresip {
  /** Resolves with the line when one that matches has been printed, now or earlier. */
  saw(pattern: RegExp, withinMs?: number): Promise<string>;
  readonly output: string;
  /** The wav files of what it heard, one a call, in order. */
  heard(): string[];
  /** Types a command, for example `/transfer sip:100@127.0.0.1`; needs a console port. */
  run(command: string): void;
  stop(): Promise<void>;
}

/** Starts a phone that registers. The caller stops it. */
export async function openBaresip(options: BaresipOptions): Promise<Baresip> {
  const folder = mkdtempSync(join(tmpdir(), 'baresip-'));
  atOurEnd(() => rmSync(folder, { recursive: true, force: true })); // recordings are read after the phone has gone
  if (options.say) copyFileSync(options.say, join(folder, 'say.wav'));
  else writeFileSync(join(folder, 'say.wav'), quietWav());
  writeFileSync(
    join(folder, 'config'),
    [
      'poll_method epoll',
      // it takes no loopback address by itself, and there may be no other
      'net_interface 127.0.0.1',
      `sip_listen 127.0.0.1:${options.sipPort}`,
      'call_max_calls 4',
      `audio_source aufile,${folder}/say.wav`,
      `rtp_ports ${options.rtpPort === undefined ? ANY_RTP_PORT : `${options.rtpPort}-${options.rtpPort + 40}`}`,
      'audio_buffer 20-160',
      'jitter_buffer_delay 0-1',
      'module_path /usr/lib/baresip/modules',
      'module g711.so',
      'module aufile.so',
      'module sndfile.so',
      'module_tmp account.so',
      'module_app menu.so',
      `snd_path ${folder}`,
      ...(options.consolePort === undefined
        ? []
        : ['module_app cons.so', `cons_listen 127.0.0.1:${options.consolePort}`]),
      '',
    ].join('\n'),
  );
  const transport = options.transport === 'tcp' ? ';transport=tcp' : '';
  // it takes calls for its accounts only, so that a line with several numbers has as many
  const accounts = (options.numbers ?? [options.user]).map(
    (user) =>
      `<sip:${user}@127.0.0.1:${options.pbxPort}${transport}>;auth_pass=${options.secret};answermode=${options.answer};regint=${options.numbers ? 0 : 60}\n`,
  );
  writeFileSync(join(folder, 'accounts'), accounts.join(''));
  writeFileSync(join(folder, 'contacts'), '');
  const child = endWithUs(
    spawn('baresip', ['-f', folder, ...(options.commands ?? []).flatMap((command) => ['-e', command])], {
      stdio: ['pipe', 'pipe', 'pipe'],
    }),
  );
  let output = '';
  let rest = '';
  const waiting = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) options.tell?.(line.replace(DECORATION, ''));
    for (const look of waiting) look();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  return {
    get output() {
      return output;
    },
    saw(pattern, withinMs = 15_000) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const line = output.split('\n').find((one) => pattern.test(one));
          if (line === undefined) return;
          waiting.delete(look);
          clearTimeout(limit);
          resolve(line);
        };
        const limit = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`baresip ${options.user} did not print ${pattern} within ${withinMs} ms:\n${output}`));
        }, withinMs);
        waiting.add(look);
        look();
      });
    },
    run(command) {
      const socket = createSocket('udp4');
      socket.send(`${command}\n`, options.consolePort ?? 0, '127.0.0.1', () => socket.close());
    },
    heard: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('-dec.wav'))
        .sort()
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).size > WAV_HEADER),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
        child.kill('SIGTERM');
        const limit = setTimeout(() => child.kill('SIGKILL'), 3000);
        await gone;
        clearTimeout(limit);
      }
    },
  };
}

/** A wav file of a mono 16-bit sine wave. */
export function toneWav(frequencyHz: number, seconds: number, amplitude = 8000): Buffer {
  const samples = Math.round(8000 * seconds);
  const data = Buffer.alloc(44 + samples * 2);
  data.write('RIFF', 0, 'latin1');
  data.writeUInt32LE(36 + samples * 2, 4);
  data.write('WAVEfmt ', 8, 'latin1');
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(1, 22);
  data.writeUInt32LE(8000, 24);
  data.writeUInt32LE(16_000, 28);
  data.writeUInt16LE(2, 32);
  data.writeUInt16LE(16, 34);
  data.write('data', 36, 'latin1');
  data.writeUInt32LE(samples * 2, 40);
  for (let n = 0; n < samples; n++)
    data.writeInt16LE(Math.round(amplitude * Math.sin((2 * Math.PI * frequencyHz * n) / 8000)), 44 + n * 2);
  return data;
}

function quietWav(): Buffer {
  return toneWav(300, 30, 40);
}
