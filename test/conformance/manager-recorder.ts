import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BASE_FILES } from '../../bench/row.ts';
import type { Target } from '../../bench/target.ts';
import { systemClock } from '../../src/base/clock.ts';
import { systemNetwork } from '../../src/net/node-network.ts';
import { wavBytes } from '../support/audio.ts';
import { playManagerSnippet } from './manager-session.ts';
import { type ManagerRecording, MUSIC_FOLDER, managerConf, readManagerSnippet } from './manager-snippet.ts';

const SNIPPETS = join(import.meta.dirname, 'snippets');
const RECORDED = join(import.meta.dirname, 'asterisk16');
const PORT = 25538;

/** Every snippet of the manager interface as `ami/NAME.ami`, sorted. */
export function managerSnippetFiles(): string[] {
  return readdirSync(join(SNIPPETS, 'ami'))
    .map((file) => `ami/${file}`)
    .sort();
}

/** The text of a snippet. */
export function managerSnippetText(file: string): string {
  return readFileSync(join(SNIPPETS, file), 'utf8');
}

/** Where the recording of a snippet is. */
export function managerRecordingPath(file: string): string {
  return join(RECORDED, file.replace(/\.\w+$/, '.json'));
}

/** Makes the folder of music, in which one file of silence is. @param root what the PBX takes for its root folder. */
export function layOutMusic(root: string): void {
  const folder = join(root, MUSIC_FOLDER);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'silence.wav'), wavBytes({ samples: new Int16Array(8000), rate: 8000 }));
}

/** Records one snippet on an Asterisk of its own. @throws Error if it does not start or answer. */
export async function recordManagerSnippet(target: Target, file: string): Promise<ManagerRecording> {
  const snippet = readManagerSnippet(managerSnippetText(file));
  layOutMusic(process.env['ASTERISK_ROOT'] ?? '');
  const running = await target.start({
    ...BASE_FILES,
    'sip.conf': '[general]\nudpbindaddr=127.0.0.1:25462\n',
    'pjsip.conf': '',
    'extensions.conf': '[general]\n',
    ...snippet.files,
    'manager.conf': managerConf(PORT),
  });
  try {
    const recorded = Date.now();
    const answers = await playManagerSnippet(snippet, {
      network: systemNetwork,
      port: PORT,
      rest: (ms) => new Promise((resolve) => systemClock.after(ms, () => resolve())),
    });
    return { recorded, answers };
  } finally {
    await running.stop();
  }
}
