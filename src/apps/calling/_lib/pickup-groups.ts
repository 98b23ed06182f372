import type { Channel } from '../../../channel/channel.ts';
import { groupNumbers } from '../../../channel/group-numbers.ts';

/** Whether `by` may pick up calls to `channel`: one of its pickup groups, by number or name, is one of the other's call groups. */
export function shareGroup(by: Channel, channel: Channel): boolean {
  const [own, other] = [by.settings, channel.settings];
  return (
    intersect(groupNumbers(own.pickupGroup), groupNumbers(other.callGroup)) ||
    intersect(names(own.namedPickupGroup), names(other.namedCallGroup))
  );
}

function intersect<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.some((item) => other.includes(item));
}

function names(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
