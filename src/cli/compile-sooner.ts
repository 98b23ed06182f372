import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 compile well what has been called a thousand times instead of three: a function of the call path runs once a call, and a small
 * PBX would go through a day on code that was compiled in haste. Not from the start on, when much is called often and never again:
 * that would cost memory and time. A Node that does not know the flags takes no notice of them.
 */
export function compileSooner(): void {
  setFlagsFromString('--invocation-count-for-maglev=100');
  setFlagsFromString('--invocation-count-for-turbofan=1000');
}
