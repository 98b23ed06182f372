import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { EvaluationContext } from '../../channel/call.ts';
import { splitArguments } from '../../extend/argument-split.ts';
import { toByteText } from '../../extend/bytes.ts';

const BLOCK = 16;

/** The key and the data of `key,data`; undefined, with a warning, where either is missing or the key is not of 16 bytes. */
export function readKeyAndData(
  context: EvaluationContext,
  functionName: string,
  text: string,
): { readonly key: Buffer; readonly data: string } | undefined {
  const [key = '', data = ''] = splitArguments(text, { limit: 2 });
  const usage = `Syntax: ${functionName}(<key>,<data>)`;
  if (key === '' || data === '') {
    context.warn(`${usage} - missing argument!`);
    return undefined;
  }
  const bytes = Buffer.from(toByteText(key), 'latin1');
  if (bytes.length === BLOCK) return { key: bytes, data };
  context.warn(`${usage} - <key> parameter must be exactly 16 characters!`);
  return undefined;
}

/** AES-128 in single blocks, the last one filled with zero bytes. */
export function encryptBlocks(key: Buffer, data: Buffer): Buffer {
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(filled(data)), cipher.final()]);
}

/** The inverse of {@link encryptBlocks}, up to the first zero byte; a block that is not whole is filled with zero bytes. */
export function decryptBlocks(key: Buffer, data: Buffer): Buffer {
  const decipher = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(filled(data)), decipher.final()]);
  const end = plain.indexOf(0);
  return end < 0 ? plain : plain.subarray(0, end);
}

function filled(data: Buffer): Buffer {
  return Buffer.concat([data, Buffer.alloc((BLOCK - (data.length % BLOCK)) % BLOCK)]);
}
