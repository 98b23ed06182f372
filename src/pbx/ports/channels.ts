import { definePort } from '../../base/port.ts';
import type { ChannelTable } from '../../channel/table.ts';

/** All live channels, to list, find, hang up and redirect. */
export const channelsPort = definePort<ChannelTable>('channels');
