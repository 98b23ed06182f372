/** The headers of a channel in most events. */
export type AmiChannelHeader =
  | 'Channel'
  | 'ChannelState'
  | 'ChannelStateDesc'
  | 'CallerIDNum'
  | 'CallerIDName'
  | 'ConnectedLineNum'
  | 'ConnectedLineName'
  | 'Language'
  | 'AccountCode'
  | 'Context'
  | 'Exten'
  | 'Priority'
  | 'Uniqueid'
  | 'Linkedid';

/** The headers of a bridge in the events about it. */
export type AmiBridgeHeader =
  | 'BridgeUniqueid'
  | 'BridgeType'
  | 'BridgeTechnology'
  | 'BridgeCreator'
  | 'BridgeName'
  | 'BridgeNumChannels'
  | 'BridgeVideoSourceMode';
