import { join } from 'node:path';

/** Where the phone writes what it hears: files named after phone and time in a folder that exists, or one file, numbered from the second call on. */
export type RecordingPlace = { readonly folder: string } | { readonly file: string };

/** The wav file of the phone's n-th call, counted from 1. @param nowMs epoch milliseconds. */
export function recordingPath(place: RecordingPlace, name: string, nowMs: number, nth: number): string {
  if ('folder' in place) return join(place.folder, `${name.replace(/[^\w.+-]/g, '_')}-${stamp(nowMs)}-${nth}.wav`);
  const stem = place.file.replace(/\.wav$/i, '');
  return nth === 1 ? `${stem}.wav` : `${stem}-${nth}.wav`;
}

/** A time as it stands in a file name, `20260105-030409`, in the machine's own zone. */
function stamp(timeMs: number): string {
  const date = new Date(timeMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}
