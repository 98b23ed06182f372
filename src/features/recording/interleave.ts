import { type FileHandle, open, rm } from 'node:fs/promises';

const CHUNK_BYTES = 65_536;
const SAMPLE_BYTES = 2;

/**
 * Joins two raw files of 16-bit samples to one of two channels, the first file left, and removes them; the shorter one ends in silence.
 * @param append writes behind what is there. @returns why it could not be written, or undefined.
 */
export async function interleave(
  left: string,
  right: string,
  path: string,
  append: boolean,
): Promise<string | undefined> {
  const opened: FileHandle[] = [];
  try {
    const sources: FileHandle[] = [];
    for (const source of [left, right]) {
      const file = await open(source, 'r');
      opened.push(file);
      sources.push(file);
    }
    const target = await open(path, append ? 'a' : 'w');
    opened.push(target);
    for (;;) {
      const chunks = await Promise.all(sources.map(readChunk));
      const samples = Math.max(...chunks.map((chunk) => Math.floor(chunk.length / SAMPLE_BYTES)));
      if (samples === 0) break;
      const joined = Buffer.alloc(samples * SAMPLE_BYTES * 2);
      for (const [channel, chunk] of chunks.entries())
        for (let at = 0; at + 1 < chunk.length; at += SAMPLE_BYTES)
          joined.writeInt16LE(chunk.readInt16LE(at), at * 2 + channel * SAMPLE_BYTES);
      await target.write(joined);
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    for (const file of opened) await file.close();
    for (const source of [left, right]) await rm(source, { force: true });
  }
}

/** The next samples of a file; a read may give fewer bytes than there are. */
async function readChunk(file: FileHandle): Promise<Buffer> {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let filled = 0;
  while (filled < CHUNK_BYTES) {
    const { bytesRead } = await file.read(chunk, filled, CHUNK_BYTES - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return chunk.subarray(0, filled);
}
