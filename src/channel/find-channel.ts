import type { Channel } from './channel.ts';
import type { ChannelTable } from './table.ts';

/** The channel of a name or unique id, or else the oldest whose name begins so. */
export function findByBeginning(channels: ChannelTable, name: string): Channel | undefined {
  if (name === '') return undefined;
  const prefix = name.toLowerCase();
  return channels.find(name) ?? channels.list().find((channel) => channel.name.toLowerCase().startsWith(prefix));
}
