import { defineAttachment } from './attachment.ts';
import type { Channel } from './channel.ts';

/** One group that a channel is counted in. */
export interface GroupMembership {
  readonly group: string;
  /** Empty for the category without a name. */
  readonly category: string;
}

const groupsKey = defineAttachment<GroupMembership[]>('groups');

/** The groups of a channel, in the order in which they were set. */
export function groupsOf(channel: Channel | undefined): readonly GroupMembership[] {
  return channel?.attachments.get(groupsKey) ?? [];
}

/** Puts a channel in a group of a category, and out of the one before; an empty group only takes it out. */
export function setGroup(channel: Channel, group: string, category: string): void {
  const others = groupsOf(channel).filter((one) => !sameName(one.category, category));
  channel.attachments.set(groupsKey, group === '' ? others : [...others, { group, category }]);
}

/** Reads `[group][@category]`. */
export function readGroup(text: string): GroupMembership {
  const at = text.indexOf('@');
  return at < 0 ? { group: text, category: '' } : { group: text.slice(0, at), category: text.slice(at + 1) };
}

/** Names of groups and categories are compared without regard to case. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
