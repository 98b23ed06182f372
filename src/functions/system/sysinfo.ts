import { readFileSync } from 'node:fs';
import { freemem, loadavg, totalmem, uptime } from 'node:os';
import type { EvaluationContext } from '../../channel/call.ts';
import { rest } from '../../extend/argument.ts';
import { defineFunction } from '../../extend/define-function.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';

/** A line of Linux' memory report, KiB; 0 where there is none. */
function memory(name: string): number {
  try {
    return Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function processCount(): number {
  try {
    return Number(/\/(\d+)/.exec(readFileSync('/proc/loadavg', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

const READERS: Readonly<Record<string, (context: EvaluationContext) => string>> = {
  loadavg: () => (loadavg()[0] ?? 0).toFixed(6),
  numcalls: (context) => String(context.use(channelsPort).size),
  uptime: () => String(Math.floor(uptime() / 3600)),
  totalram: () => String(Math.floor(totalmem() / 1024)),
  freeram: () => String(memory('MemFree') || Math.floor(freemem() / 1024)),
  bufferram: () => String(memory('Buffers')),
  totalswap: () => String(memory('SwapTotal')),
  freeswap: () => String(memory('SwapFree')),
  numprocs: () => String(processCount()),
};

/** A fact about the machine. */
export const dialplanFunction = defineFunction({
  name: 'SYSINFO',
  module: 'func_sysinfo',
  synopsis: 'A fact about the machine',
  description: [
    'loadavg: load of the last minute. numcalls: channels. uptime: hours since the machine started. numprocs: tasks.',
    'totalram, freeram, bufferram, totalswap, freeswap: memory in KiB.',
  ],
  arguments: { parameter: rest('which one') },
  items: { read: Object.keys(READERS), write: [] },
  read(context, { parameter }) {
    if (parameter === '') {
      context.warn('Syntax: ${SYSINFO(<parameter>)} - missing argument!)');
      return '';
    }
    const name = parameter.toLowerCase();
    const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (read) return read(context);
    context.log.error(`Unknown sysinfo parameter type '${parameter}'.`);
    return '';
  },
});
