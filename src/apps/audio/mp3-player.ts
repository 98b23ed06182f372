import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { end } from '../../channel/call.ts';
import { DigitStream } from '../../channel/prompt/digit-stream.ts';
import { playItem } from '../../channel/prompt/play.ts';
import { rest } from '../../extend/argument.ts';
import { defineApplication } from '../../extend/define-application.ts';
import { processesPort } from '../../pbx/ports/processes.ts';
import { systemPort } from '../../pbx/ports/system.ts';

/** Plays MP3. */
export const application = defineApplication({
  name: 'MP3Player',
  module: 'app_mp3',
  synopsis: 'Plays an MP3 file, a playlist of them, or one from the web, until a key is pressed',
  description: [
    'Does not answer the call. Needs the program mpg123.',
    'Deviation: it is decoded as a whole before it is played, so that a stream that never ends is not heard.',
  ],
  arguments: { location: rest('the file, an .m3u list, or an address') },
  examples: ['same => n,MP3Player(/var/lib/asterisk/playlist.m3u)'],
  seeAlso: ['MusicOnHold', 'Playback'],
  async run(call, { location }) {
    if (location === '') {
      call.log.warning('MP3 Playback requires an argument (filename)');
      return end();
    }
    const { channel, clock, signal } = call;
    const path = join(call.use(systemPort).directories.spool, 'tmp', `mp3-${randomUUID()}.wav`);
    const list = /\.m3u8?$/i.test(location) ? ['-@'] : [];
    const stream = new DigitStream(channel);
    const over = new AbortController();
    const pressed = stream.next(clock, undefined, AbortSignal.any([signal, over.signal])).catch(() => undefined);
    try {
      const decoding = call.use(processesPort).run({
        command: 'mpg123',
        args: ['-q', '--mono', '-r', '8000', '-w', path, ...list, '--', location],
        signal: AbortSignal.any([signal, over.signal]),
      });
      const { failure } = (await Promise.race([decoding, pressed.then(() => ({ failure: undefined }))])) ?? {};
      call.throwIfInterrupted();
      if (failure !== undefined) call.log.warning(`MP3Player cannot run mpg123: ${failure}`);
      if (!existsSync(path)) call.log.warning(`MP3 stream '${location}' is broken or nonexistent`);
      else await playItem(channel, { kind: 'file', path }, signal, pressed);
      return undefined;
    } finally {
      over.abort();
      stream.close();
      rmSync(path, { force: true });
    }
  },
});
