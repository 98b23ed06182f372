import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the recordings of what scripts are answered lie: `>>> COMMAND`, then the lines of its answer. */
export const AGI_CASES = join(import.meta.dirname, 'agi');

/** One command of a script, and what Asterisk said to it. */
export interface AgiCase {
  readonly command: string;
  readonly answer: string;
}

/** A recording: what stands before its first command, and the cases. `late` is sent by a script that runs after the hangup. */
export interface AgiRecording {
  readonly name: string;
  readonly head: string;
  readonly cases: readonly AgiCase[];
}

/** All of them. */
export function agiRecordings(): AgiRecording[] {
  return readdirSync(AGI_CASES)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => {
      const [head = '', ...blocks] = readFileSync(join(AGI_CASES, file), 'utf8').split(/^>>> /m);
      const cases = blocks.map((block) => {
        const [command = '', ...lines] = block.trimEnd().split('\n');
        return { command, answer: lines.join('\n') };
      });
      return { name: file.replace('.txt', ''), head, cases };
    });
}

/** A usage has its own words with each PBX. */
export function withoutUsage(answer: string): string {
  return answer.replace(/(proper usage follows:\n)[\s\S]*(520 End)/i, '$1...\n$2');
}

/** An answer is whole; the usage ends with a line of its own. */
export function isWholeAnswer(lines: readonly string[]): boolean {
  const usage = lines.some((line) => line.startsWith('520-'));
  return lines.some((line) => (usage ? /^520 / : /^(200|510|511) /).test(line));
}

/** Who is at the far end of a recording, and where its script begins. */
export function agiPlace(name: string): { readonly far: string; readonly context: string; readonly exten: string } {
  return {
    far: name === 'digits' ? 'Local/press@silent/n' : 'Local/wait@silent/n',
    ...(name === 'late' ? { context: 'late', exten: 'late' } : { context: 'agi', exten: 'main' }),
  };
}

/** The dialplan of the recordings; the script is at `agi://127.0.0.1:PORT`. `late@late` runs it after the hangup. */
export function agiDialplan(port: number): string {
  return `[default]
exten => sub,1,Set(GOT=\${ARG1}-\${ARG2})
 same => n(named),Return(retval)
exten => 100,1,NoOp(hello)
[other]
exten => 101,1,Answer()
 same => n(here),Wait(20)
[agi]
exten => main,1,Set(CALLERID(all)="Bob" <123>)
 same => n,AGI(agi://127.0.0.1:${port}/main?x=1,one,two words)
 same => n,NoOp(\${AGISTATUS} \${CONTEXT})
[late]
exten => late,1,NoOp()
 same => n,Hangup()
exten => h,1,AGI(agi://127.0.0.1:${port}/late)
[silent]
exten => wait,1,Answer()
 same => n,Wait(1000)
exten => press,1,Answer()
 same => n(again),Wait(1)
 same => n,SendDTMF(5)
 same => n,Goto(again)
`;
}
