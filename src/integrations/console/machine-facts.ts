import { readdirSync } from 'node:fs';
import { readIfThere } from '../../base/read-if-there.ts';

/** What the kernel tells of the machine, in bytes; zeros where it has no /proc. */
export interface MachineFacts {
  readonly buffers: number;
  readonly swapTotal: number;
  readonly swapFree: number;
  readonly processes: number;
}

/** Asks the kernel. @see proc_meminfo(5) */
export function machineFacts(): MachineFacts {
  const text = readIfThere('/proc/meminfo') ?? '';
  const bytes = (label: string): number => 1024 * Number(new RegExp(`^${label}: *(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  return {
    buffers: bytes('Buffers'),
    swapTotal: bytes('SwapTotal'),
    swapFree: bytes('SwapFree'),
    processes: processCount(),
  };
}

function processCount(): number {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length;
  } catch {
    return 0;
  }
}
