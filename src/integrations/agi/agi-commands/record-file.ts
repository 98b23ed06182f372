import { dirname, isAbsolute } from 'node:path';
import { messageOf } from '../../../base/errors.ts';
import { makeFolder } from '../../../base/make-folder.ts';
import type { Call } from '../../../channel/call.ts';
import { isInterruption } from '../../../channel/hangup.ts';
import { recordMessage } from '../../../channel/prompt/record.ts';
import type { AgiReply } from '../../../extend/define-agi-command.ts';
import { defineAgiCommand } from '../../../extend/define-agi-command.ts';
import type { FileFormat } from '../../../media/facade.ts';
import { promptsPort } from '../../../pbx/ports/prompts.ts';
import { leadingInteger } from '../leading-integer.ts';
import { asciiOf, playFile, samplesOf } from '../play.ts';

/** The formats by the names that scripts use. */
const FORMATS: Readonly<Record<string, FileFormat>> = {
  wav: 'wav',
  WAV: 'wav49',
  wav49: 'wav49',
  gsm: 'gsm',
  ulaw: 'ulaw',
  alaw: 'alaw',
  sln: 'sln',
  sln16: 'sln16',
  g722: 'g722',
};

/** record file: records what the caller says. */
export const agiCommand = defineAgiCommand({
  command: 'record file',
  module: 'res_agi',
  synopsis: 'Records what the caller says',
  syntax: '<filename> <format> <escape digits> <timeout> [<offset samples>] [beep] [s=<silence>]',
  usage: [
    'Records until one of the digits is pressed, the time in milliseconds is over (-1: no limit), or there were so many seconds of silence.',
    'The result is 0 (timeout), the ASCII code of the digit with (dtmf), or -1 (hangup); endpos tells how many samples have been recorded.',
  ],
  dead: false,
  async run({ call }, args) {
    const [name, formatName, escapes, timeout, ...more] = args;
    if (name === undefined || formatName === undefined || escapes === undefined || timeout === undefined)
      return 'usage';
    const maxMs = leadingInteger(timeout);
    if (maxMs === undefined) return 'usage';
    const format = FORMATS[formatName];
    if (format === undefined) return failed(call, name, `no such format '${formatName}'`);
    const silence = more.map((word) => /^s=(\d+)$/i.exec(word)?.[1]).find((seconds) => seconds !== undefined);
    const beep = more.some((word) => !/^s=/i.test(word) && !/^\d+$/.test(word));
    const path = `${call.use(promptsPort).recordingPath(name)}.${format === 'wav49' ? 'WAV' : formatName}`;
    try {
      if (!isAbsolute(name)) makeFolder(dirname(path));
    } catch (error) {
      return failed(call, name, messageOf(error));
    }
    if (maxMs === 0) return { result: 0, note: '(timeout) endpos=0' };
    if (beep) await playFile(call, 'beep', '', 0);
    const recorded = await recordMessage(
      call.channel,
      {
        path,
        format,
        append: false,
        keepSilence: true,
        ...(maxMs > 0 && { maxMs }),
        ...(silence !== undefined && Number(silence) > 0 && { silenceMs: Number(silence) * 1000 }),
      },
      call.signal,
      (digit) => escapes.includes(digit),
    ).catch((reason: unknown) => {
      if (!isInterruption(reason)) throw reason;
      return 'hung up' as const;
    });
    if (recorded === 'hung up') return { result: -1, note: '(hangup) endpos=0' };
    if (recorded === undefined) return failed(call, name, 'the channel has no audio');
    if (recorded.end.reason === 'failed') return failed(call, name, recorded.end.message);
    const endpos = `endpos=${samplesOf(recorded.end.durationMs)}`;
    return recorded.digit === undefined
      ? { result: 0, note: `(timeout) ${endpos}` }
      : { result: asciiOf(recorded.digit), note: `(dtmf) ${endpos}` };
  },
});

function failed(call: Call, name: string, why: string): AgiReply {
  call.log.warning(`record file: ${name}: ${why}`);
  return { result: -1, note: '(writefile)' };
}
