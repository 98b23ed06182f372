import type { FileFormat } from './facade.ts';

const FORMATS: Readonly<Record<string, FileFormat>> = {
  wav: 'wav',
  WAV: 'wav49',
  wav49: 'wav49',
  gsm: 'gsm',
  ulaw: 'ulaw',
  ul: 'ulaw',
  ulw: 'ulaw',
  mu: 'ulaw',
  pcm: 'ulaw',
  alaw: 'alaw',
  al: 'alaw',
  alw: 'alaw',
  sln: 'sln',
  slin: 'sln',
  raw: 'sln',
  sln16: 'sln16',
  g722: 'g722',
};

/** The file format of an extension or format name; undefined where it is none that can be written. */
export function fileFormat(extension: string): FileFormat | undefined {
  return Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : undefined;
}

/** The extension of a format's files. */
export function extensionOf(format: FileFormat): string {
  return format === 'wav49' ? 'WAV' : format;
}
