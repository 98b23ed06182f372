import { writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { BASE_FILES } from '../../bench/row.ts';
import { asteriskTarget, type Running } from '../../bench/target.ts';
import {
  AGI_CASES,
  type AgiRecording,
  agiDialplan,
  agiPlace,
  agiRecordings,
  isWholeAnswer,
  withoutUsage,
} from './agi-cases.ts';

const PORT = 25_479;
/** After a hangup its own line may come by itself. */
const HANGUP_MS = 300;
const PATIENCE_MS = 40_000;

/** Records, on a real Asterisk, what scripts are answered. @returns the exit code. */
export async function recordAgi(wanted: readonly string[], say: (line: string) => void): Promise<number> {
  const target = asteriskTarget();
  if (!target) {
    say('record-conformance: skipped, there is no Asterisk (install one, or name its root folder in ASTERISK_ROOT)');
    return 0;
  }
  const running = await target.start({
    ...BASE_FILES,
    'sip.conf': '[general]\nudpbindaddr=127.0.0.1:25460\n',
    'pjsip.conf': '',
    'extensions.conf': agiDialplan(PORT),
    'musiconhold.conf': '[default]\nmode=files\ndirectory=/usr/share/asterisk/moh\n',
  });
  try {
    for (const recording of agiRecordings()) {
      if (wanted.length > 0 && !wanted.some((one) => recording.name.startsWith(one))) continue;
      const answers = await answersOf(running, recording);
      const blocks = recording.cases.map(({ command }, index) => `>>> ${command}\n${answers[index] ?? ''}\n`);
      writeFileSync(join(AGI_CASES, `${recording.name}.txt`), recording.head + blocks.join(''));
      say(`agi/${recording.name}: ${blocks.length}`);
    }
  } finally {
    await running.stop();
  }
  return 0;
}

/** Plays one script. @throws Error where an answer does not come. */
async function answersOf(running: Running, { name, cases }: AgiRecording): Promise<string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  const server = createServer((socket) => {
    ask(
      socket,
      cases.map(({ command }) => command),
    ).then(resolve, reject);
  });
  server.listen(PORT, '127.0.0.1');
  try {
    const { far, context, exten } = agiPlace(name);
    await running.rxAside(`channel originate ${far} extension ${exten}@${context}`);
    return await promise;
  } finally {
    server.close();
  }
}

async function ask(socket: Socket, commands: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  let rest = '';
  let wake = (): void => {};
  socket.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString('latin1')).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    wake();
  });
  const until = async (what: string, done: () => boolean): Promise<void> => {
    while (!done()) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no answer to ${what}`)), PATIENCE_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  await until('the connection', () => lines.includes(''));
  const answers: string[] = [];
  for (const command of commands) {
    lines.length = 0;
    socket.write(`${command}\n`);
    await until(command, () => isWholeAnswer(lines));
    if (/hangup/i.test(command)) await new Promise((resolve) => setTimeout(resolve, HANGUP_MS));
    answers.push(withoutUsage(lines.join('\n')));
  }
  socket.end();
  return answers;
}
