import type { Clock } from '../../base/clock.ts';
import { defineTopic, type EventBus } from '../../base/event-bus.ts';
import type { Channel } from '../../channel/channel.ts';
import {
  channelCreated,
  channelHungUp,
  channelStateChanged,
  dialBegun,
  dialEnded,
  hangupRequested,
} from '../../channel/events.ts';
import type { ChannelSnapshot } from '../../channel/snapshot.ts';
import type { ChannelTable } from '../../channel/table.ts';
import type { CdrSettings } from './files/cdr-conf.ts';
import { type CdrRecord, cdrKey, currentRecord, type Disposition, refresh } from './record.ts';

/** A call detail record is final. */
export const cdrPosted = defineTopic<CdrRecord>('cdrPosted');

/** What the engine needs. */
export interface CdrHouse {
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly channels: ChannelTable;
  /** [general] of cdr.conf, as it stands now. */
  readonly settings: () => CdrSettings;
}

const DISPOSITIONS: Readonly<Record<string, Disposition>> = {
  ANSWER: 'ANSWERED',
  BUSY: 'BUSY',
  CHANUNAVAIL: 'FAILED',
};

/**
 * Keeps one record a channel and one more for each further channel that it dials, and posts them when the channel is gone.
 * With `endbeforehexten` a record is finished when the end of the call is asked for, so that `${CDR(billsec)}` in `h` is final.
 * @returns a function that ends it.
 */
export function startCdrEngine({ bus, clock, channels, settings }: CdrHouse): () => void {
  let sequence = 0;
  const dialled = new WeakSet<Channel>();
  const open = (channel: Channel): CdrRecord => {
    const record: CdrRecord = {
      channel: channel.name,
      uniqueId: channel.uniqueId,
      sequence: sequence++,
      startMs: clock.now(),
      linkedId: channel.linkedId,
      clid: '',
      src: '',
      dst: '',
      dcontext: '',
      dstChannel: '',
      lastApp: '',
      lastData: '',
      answerMs: undefined,
      endMs: undefined,
      disposition: 'NO ANSWER',
      amaFlags: 3,
      accountCode: '',
      peerAccount: '',
      userField: '',
      custom: new Map(),
      disabled: !settings().channeldefaultenabled,
    };
    channel.attachments.ensure(cdrKey, () => []).push(record);
    refresh(record, channel);
    return record;
  };
  const withChannel = (snapshot: ChannelSnapshot | undefined, use: (channel: Channel) => void): void => {
    const channel = snapshot && channels.find(snapshot.uniqueId);
    if (channel) use(channel);
  };
  const recordOfDial = (caller: Channel, callee: string): CdrRecord | undefined =>
    caller.attachments.get(cdrKey)?.findLast((record) => record.dstChannel === callee);
  const update = (channel: Channel): void => {
    const record = currentRecord(channel);
    if (record) refresh(record, channel);
  };
  const finish = (channel: Channel): void => {
    for (const record of channel.attachments.get(cdrKey) ?? []) {
      if (record.endMs !== undefined) continue;
      refresh(record, channel);
      record.endMs = clock.now();
    }
  };
  const stops = [
    bus.on(channelCreated, (snapshot) => withChannel(snapshot, (channel) => void open(channel))),
    bus.on(channelStateChanged, (snapshot) => withChannel(snapshot, update)),
    bus.on(dialBegun, ({ caller, callee }) => {
      withChannel(callee, (channel) => {
        if (caller) dialled.add(channel);
      });
      withChannel(caller, (channel) => {
        let record = currentRecord(channel);
        if (record?.dstChannel !== '') record = open(channel);
        refresh(record, channel);
        record.dstChannel = callee.name;
      });
    }),
    bus.on(dialEnded, ({ caller, callee, status }) =>
      withChannel(caller, (channel) => {
        const record = recordOfDial(channel, callee.name);
        if (!record || record.endMs !== undefined) return;
        refresh(record, channel);
        record.disposition =
          status === 'CONGESTION'
            ? settings().congestion
              ? 'CONGESTION'
              : 'FAILED'
            : (DISPOSITIONS[status] ?? record.disposition);
        if (status === 'ANSWER') record.answerMs = clock.now();
        else record.endMs = clock.now();
      }),
    ),
    bus.on(hangupRequested, ({ channel: snapshot }) =>
      withChannel(snapshot, settings().endbeforehexten ? finish : update),
    ),
    bus.on(channelHungUp, ({ channel: snapshot }) =>
      withChannel(snapshot, (channel) => {
        finish(channel);
        if (dialled.has(channel) && channel.position.application === 'AppDial') return;
        const { enable, unanswered } = settings();
        for (const record of channel.attachments.get(cdrKey) ?? []) {
          const worthIt = enable && (record.answerMs !== undefined || record.dstChannel !== '' || unanswered);
          if (!record.disabled && worthIt) bus.publish(cdrPosted, record);
        }
      }),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
