const CHANNEL =
  'Channel ChannelState ChannelStateDesc CallerIDNum CallerIDName ConnectedLineNum ConnectedLineName Language AccountCode Context Exten Priority Uniqueid Linkedid';
const BRIDGE =
  'BridgeUniqueid BridgeType BridgeTechnology BridgeCreator BridgeName BridgeNumChannels BridgeVideoSourceMode [BridgeVideoSource]';

/** A header of an event. */
export interface EventField {
  readonly name: string;
  /** The same without what stands before the names of a channel or bridge. */
  readonly bare: string;
  /** It may lack. */
  readonly optional: boolean;
}

/** The headers that the `fields` of an event stand for, in order. */
export function eventFields(fields: string): EventField[] {
  return words(fields).flatMap((word) => {
    const optional = word.startsWith('[');
    const bare = optional ? word.slice(1, -1) : word;
    const group = /^\{(channel|bridge)(?::(\w+))?\}$/.exec(bare);
    if (!group) return [{ name: bare, bare, optional }];
    const prefix = group[2] ?? '';
    return eventFields(group[1] === 'channel' ? CHANNEL : BRIDGE).map((one) => ({
      name: prefix + one.name,
      bare: one.bare,
      optional: optional || one.optional,
    }));
  });
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
