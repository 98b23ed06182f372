import { open } from 'node:fs/promises';
import type { MailJob } from './mail-job.ts';
import { textPart } from './mime.ts';

/** Bytes of sound a step: whole lines of base64, 57 bytes each. */
const STEP_BYTES = 57 * 1024;

/** Writes a mail piece by piece, its lines ended by \n. Rejects where the sound cannot be read. @param sound the path of its attachment. */
export async function* writeMail(job: MailJob, sound: string | undefined): AsyncGenerator<Buffer> {
  const part = textPart(job.text, job.charset);
  const { attachment } = job;
  if (attachment === undefined || sound === undefined) {
    yield Buffer.from(`${job.head}MIME-Version: 1.0\n${part.headers.join('\n')}\n\n${part.text}\n`);
    return;
  }
  const boundary = `----voicemail-${job.id}`;
  yield Buffer.from(
    [
      `${job.head}MIME-Version: 1.0`,
      `Content-Type: multipart/mixed; boundary="${boundary}"`,
      '',
      'This is a message in several parts.',
      '',
      `--${boundary}`,
      ...part.headers,
      '',
      part.text,
      `--${boundary}`,
      `Content-Type: ${attachment.type}; name="${attachment.name}"`,
      'Content-Transfer-Encoding: base64',
      'Content-Description: Voicemail sound attachment.',
      `Content-Disposition: attachment; filename="${attachment.name}"`,
      '',
      '',
    ].join('\n'),
  );
  const file = await open(sound, 'r');
  try {
    for (;;) {
      const step = Buffer.alloc(STEP_BYTES);
      let filled = 0;
      while (filled < step.length) {
        const { bytesRead } = await file.read(step, filled, step.length - filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      if (filled > 0) yield base64Lines(step.subarray(0, filled));
      if (filled < step.length) break;
    }
  } finally {
    await file.close();
  }
  yield Buffer.from(`--${boundary}--\n`);
}

function base64Lines(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('base64').replace(/.{1,76}/g, '$&\n'), 'latin1');
}
