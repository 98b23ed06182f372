import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Those of `names` in `folder` that another process has open for writing, as far as /proc tells: other users' processes stay hidden from
 * a PBX that does not run as root. Empty where there is no /proc.
 * @param folder an absolute path without symbolic links.
 */
export function openForWriting(folder: string, names: readonly string[], proc = '/proc'): Set<string> {
  const wanted = new Map(names.map((name) => [join(folder, name), name]));
  const open = new Set<string>();
  for (const process of entriesOf(proc)) {
    if (!/^\d+$/.test(process)) continue;
    for (const descriptor of entriesOf(`${proc}/${process}/fd`)) {
      const name = wanted.get(targetOf(`${proc}/${process}/fd/${descriptor}`));
      if (name !== undefined && mayWrite(`${proc}/${process}/fdinfo/${descriptor}`)) open.add(name);
    }
  }
  return open;
}

// A process may end, or be none of our business, at any of these steps.

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function targetOf(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}

/** The two lowest bits of the (octal) open flags: 0 is read-only. @see proc_pid_fdinfo(5) */
function mayWrite(descriptorInfo: string): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(descriptorInfo, 'latin1'))?.[1];
    return flags === undefined || (Number.parseInt(flags, 8) & 3) !== 0;
  } catch {
    return false;
  }
}
