import type { AmiBridgeHeader, AmiChannelHeader } from './headers.ts';
import { type AmiHeaders, amiHeader } from './message.ts';
import type { AmiServerEvents } from './server-events.ts';

/** One message of the manager interface as a program reads it; `Header` are the names that it is known to carry. */
export interface AmiMessage<Header extends string = string> {
  /** In order; a name may be repeated. */
  readonly headers: AmiHeaders;
  /** The first header of that name, without regard to case; empty if there is none. */
  get(name: Header | 'Event' | 'Response' | 'ActionID' | 'Message'): string;
  /** The last one of that name: in a `UserEvent` of the dialplan, the sender's own value stands after the channel's. */
  last(name: string): string;
  /** All of that name. */
  all(name: string): readonly string[];
}

/** Events of which it is known what Asterisk puts into them. */
interface WellKnownEvents {
  Newchannel: AmiChannelHeader;
  Newstate: AmiChannelHeader;
  Newexten: AmiChannelHeader | 'Extension' | 'Application' | 'AppData';
  NewCallerid: AmiChannelHeader | 'CID-CallingPres';
  NewConnectedLine: AmiChannelHeader;
  NewAccountCode: AmiChannelHeader | 'OldAccountCode';
  Hangup: AmiChannelHeader | 'Cause' | 'Cause-txt';
  HangupRequest: AmiChannelHeader | 'Cause';
  SoftHangupRequest: AmiChannelHeader | 'Cause';
  DialBegin: AmiChannelHeader | `Dest${AmiChannelHeader}` | 'DialString';
  DialState: AmiChannelHeader | `Dest${AmiChannelHeader}` | 'DialStatus';
  DialEnd: AmiChannelHeader | `Dest${AmiChannelHeader}` | 'DialStatus';
  BridgeCreate: AmiBridgeHeader;
  BridgeDestroy: AmiBridgeHeader;
  BridgeEnter: AmiBridgeHeader | AmiChannelHeader;
  BridgeLeave: AmiBridgeHeader | AmiChannelHeader;
  Hold: AmiChannelHeader | 'MusicClass';
  Unhold: AmiChannelHeader;
  DTMFBegin: AmiChannelHeader | 'Digit' | 'Direction';
  DTMFEnd: AmiChannelHeader | 'Digit' | 'Direction' | 'DurationMs';
  VarSet: AmiChannelHeader | 'Variable' | 'Value';
  UserEvent: AmiChannelHeader | 'UserEvent';
  OriginateResponse:
    | 'Channel'
    | 'Context'
    | 'Exten'
    | 'Application'
    | 'Data'
    | 'Reason'
    | 'Uniqueid'
    | 'CallerIDNum'
    | 'CallerIDName';
  MessageWaiting: 'Mailbox' | 'Waiting' | 'New' | 'Old';
  DeviceStateChange: 'Device' | 'State';
  ExtensionStatus: 'Exten' | 'Context' | 'Hint' | 'Status' | 'StatusText';
  PeerStatus: 'ChannelType' | 'Peer' | 'PeerStatus' | 'Cause' | 'Address' | 'Time';
  Cdr:
    | 'AccountCode'
    | 'Source'
    | 'Destination'
    | 'DestinationContext'
    | 'CallerID'
    | 'Channel'
    | 'DestinationChannel'
    | 'LastApplication'
    | 'LastData'
    | 'StartTime'
    | 'AnswerTime'
    | 'EndTime'
    | 'Duration'
    | 'BillableSeconds'
    | 'Disposition'
    | 'AMAFlags'
    | 'UniqueID'
    | 'UserField';
  FullyBooted: 'Status' | 'Uptime' | 'LastReload';
  Reload: 'Module' | 'Status';
  Shutdown: 'Shutdown' | 'Restart';
}

/** Events by name, with the headers that they carry. Others can be listened for by their name all the same. */
export interface AmiEvents extends WellKnownEvents, Omit<AmiServerEvents, keyof WellKnownEvents> {}

/** Wraps the headers of one message. */
export function readMessage(headers: AmiHeaders): AmiMessage {
  const all = (name: string): string[] => {
    const wanted = name.toLowerCase();
    return headers.filter(([known]) => known.toLowerCase() === wanted).map(([, value]) => value);
  };
  return {
    headers,
    get: (name) => amiHeader(headers, name),
    last: (name) => all(name).at(-1) ?? '',
    all,
  };
}
