import { join } from 'node:path';
import { formatDate } from '../base/date-format.ts';

/** Where the phone writes what it hears: files named after phone and time in a folder that exists, or one file, numbered from the second call on. */
export type RecordingPlace = { readonly folder: string } | { readonly file: string };

/** The wav file of the phone's n-th call, counted from 1. @param nowMs epoch milliseconds. */
export function recordingPath(place: RecordingPlace, name: string, nowMs: number, nth: number): string {
  if ('folder' in place)
    return join(place.folder, `${name.replace(/[^\w.+-]/g, '_')}-${formatDate('%Y%m%d-%H%M%S', nowMs)}-${nth}.wav`);
  const stem = place.file.replace(/\.wav$/i, '');
  return nth === 1 ? `${stem}.wav` : `${stem}-${nth}.wav`;
}
