import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sine, wavBytes } from '../../support/audio.ts';
import { boxOf, callerSounds, type HeardCase, type HeardFamily } from './heard-case.ts';

/** How long the messages and greetings last that lie there at first. */
const HELD_MS = 1500;

const messageText = (box: string): string => `;
; Message Information file
;
[message]
origmailbox=${box}
context=box
macrocontext=
exten=s
rdnis=unknown
priority=1
callerchan=SIP/ann-00000001
callerid="Ann" <42>
origdate=Mon Jun  1 12:05:00 PM UTC 2020
origtime=1591013100
category=
msg_id=1591013100-00000000
flag=
duration=1
`;

/** Puts what callers say and what mailboxes hold below the spool folder. */
export function layOutHeard(family: HeardFamily, spool: string): void {
  mkdirSync(spool, { recursive: true });
  for (const [name, { seconds, hum }] of callerSounds(family))
    writeFileSync(join(spool, `${name}.wav`), wavBytes(sine(500, seconds * 1000, hum ? 8000 : 0)));
  for (const one of family.cases) {
    if (!one.holds) continue;
    const box = join(spool, 'voicemail', 'default', boxOf(family, one));
    mkdirSync(box, { recursive: true });
    for (const greeting of one.holds.greetings ?? [])
      writeFileSync(join(box, `${greeting}.wav`), wavBytes(sine(700, HELD_MS)));
    for (const [folder, count] of Object.entries(one.holds.messages ?? {})) {
      mkdirSync(join(box, folder));
      for (let n = 0; n < count; n++) {
        const base = join(box, folder, `msg${String(n).padStart(4, '0')}`);
        writeFileSync(`${base}.txt`, messageText(boxOf(family, one)));
        writeFileSync(`${base}.wav`, wavBytes(sine(600, HELD_MS)));
      }
    }
  }
}

/** What is compared of a message's text. */
const TOLD = /^(origmailbox|context|macrocontext|rdnis|priority|callerid|category|flag|duration)=/;

/** What the case's mailbox holds: the names, and of texts what they tell. */
export function heldBy(family: HeardFamily, one: HeardCase, spool: string): string[] {
  const box = join(spool, 'voicemail', 'default', boxOf(family, one));
  if (!existsSync(box)) return [];
  return readdirSync(box, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('/tmp'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(box.length + 1);
      if (!name.endsWith('.txt')) return name;
      const told = readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => TOLD.test(line));
      return `${name}: ${told.join(' ')}`;
    })
    .sort();
}
