import { existsSync } from 'node:fs';
import type { FileFormat } from '../../../media/facade.ts';
import { fileFormat } from '../../../media/file-format.ts';

/** Where a recording goes. */
export interface RecordTarget {
  /** As it is written, without the extension and with its number: what RECORDED_FILE tells. */
  readonly name: string;
  /** Absolute, with extension. */
  readonly path: string;
  readonly extension: string;
  /** Undefined for an extension that is no format. */
  readonly format: FileFormat | undefined;
}

/**
 * Takes `name.format` (or `name:format`) apart; undefined without a format. `%d` becomes the first number from 0 for which there is no file.
 * @param absolute where a name lies.
 */
export function recordTarget(text: string, absolute: (name: string) => string): RecordTarget | undefined {
  const dot = text.lastIndexOf('.');
  const at = dot >= 0 ? dot : text.indexOf(':');
  if (at < 0) return undefined;
  const extension = text.slice(at + 1);
  const written = text.slice(0, at);
  const format = fileFormat(extension);
  const suffix = format === 'wav49' ? 'WAV' : extension;
  const pathOf = (name: string): string => `${absolute(name)}.${suffix}`;
  let name = written;
  if (written.includes('%d')) {
    let number = 0;
    do name = written.replaceAll('%d', String(number++));
    while (existsSync(pathOf(name)));
  }
  return { name, path: pathOf(name), extension, format };
}
