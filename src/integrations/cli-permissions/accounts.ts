import { readIfThere } from '../../base/read-if-there.ts';

/** The number of a user or group of this machine; undefined where there is none of that name. A number stands for itself. */
export function accountNumber(kind: 'user' | 'group', name: string): number | undefined {
  if (/^\d+$/.test(name)) return Number(name);
  const text = readIfThere(kind === 'user' ? '/etc/passwd' : '/etc/group') ?? '';
  const line = text.split('\n').find((one) => one.startsWith(`${name}:`));
  const number = line?.split(':')[2];
  return number === undefined ? undefined : Number(number);
}
