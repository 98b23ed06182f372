/**
 * Why a call ended: Q.850 cause numbers, as HANGUPCAUSE tells them.
 * @see ITU-T Q.850
 */
export const cause = {
  none: 0,
  unallocated: 1,
  noRouteToDestination: 3,
  normalClearing: 16,
  userBusy: 17,
  noUserResponse: 18,
  noAnswer: 19,
  subscriberAbsent: 20,
  callRejected: 21,
  numberChanged: 22,
  answeredElsewhere: 26,
  destinationOutOfOrder: 27,
  invalidNumberFormat: 28,
  facilityRejected: 29,
  normalUnspecified: 31,
  congestion: 34,
  networkOutOfOrder: 38,
  temporaryFailure: 41,
  switchCongestion: 42,
  bearerCapabilityNotAvailable: 58,
  channelNotImplemented: 66,
  incompatibleDestination: 88,
  recoveryOnTimerExpire: 102,
  protocolError: 111,
  interworking: 127,
} as const;

/** A Q.850 cause number. */
export type Cause = number;

const TEXTS: ReadonlyMap<Cause, readonly [name: string, text: string]> = new Map([
  [0, ['NOTDEFINED', 'Unknown']],
  [1, ['UNALLOCATED', 'Unallocated (unassigned) number']],
  [2, ['NO_ROUTE_TRANSIT_NET', 'No route to specified transmit network']],
  [3, ['NO_ROUTE_DESTINATION', 'No route to destination']],
  [16, ['NORMAL_CLEARING', 'Normal Clearing']],
  [17, ['USER_BUSY', 'User busy']],
  [18, ['NO_USER_RESPONSE', 'No user responding']],
  [19, ['NO_ANSWER', 'User alerting, no answer']],
  [20, ['SUBSCRIBER_ABSENT', 'Subscriber absent']],
  [21, ['CALL_REJECTED', 'Call Rejected']],
  [22, ['NUMBER_CHANGED', 'Number changed']],
  [23, ['REDIRECTED_TO_NEW_DESTINATION', 'Redirected to new destination']],
  [26, ['ANSWERED_ELSEWHERE', 'Answered elsewhere']],
  [27, ['DESTINATION_OUT_OF_ORDER', 'Destination out of order']],
  [28, ['INVALID_NUMBER_FORMAT', 'Invalid number format']],
  [29, ['FACILITY_REJECTED', 'Facility rejected']],
  [30, ['RESPONSE_TO_STATUS_ENQUIRY', 'Response to STATus ENQuiry']],
  [31, ['NORMAL_UNSPECIFIED', 'Normal, unspecified']],
  [34, ['NORMAL_CIRCUIT_CONGESTION', 'Circuit/channel congestion']],
  [38, ['NETWORK_OUT_OF_ORDER', 'Network out of order']],
  [41, ['NORMAL_TEMPORARY_FAILURE', 'Temporary failure']],
  [42, ['SWITCH_CONGESTION', 'Switching equipment congestion']],
  [44, ['REQUESTED_CHAN_UNAVAIL', 'Requested channel not available']],
  [50, ['FACILITY_NOT_SUBSCRIBED', 'Facility not subscribed']],
  [52, ['OUTGOING_CALL_BARRED', 'Outgoing call barred']],
  [54, ['INCOMING_CALL_BARRED', 'Incoming call barred']],
  [57, ['BEARERCAPABILITY_NOTAUTH', 'Bearer capability not authorized']],
  [58, ['BEARERCAPABILITY_NOTAVAIL', 'Bearer capability not available']],
  [65, ['BEARERCAPABILITY_NOTIMPL', 'Bearer capability not implemented']],
  [66, ['CHAN_NOT_IMPLEMENTED', 'Channel not implemented']],
  [69, ['FACILITY_NOT_IMPLEMENTED', 'Facility not implemented']],
  [81, ['INVALID_CALL_REFERENCE', 'Invalid call reference value']],
  [88, ['INCOMPATIBLE_DESTINATION', 'Incompatible destination']],
  [95, ['INVALID_MSG_UNSPECIFIED', 'Invalid message unspecified']],
  [96, ['MANDATORY_IE_MISSING', 'Mandatory information element is missing']],
  [97, ['MESSAGE_TYPE_NONEXIST', 'Message type nonexist.']],
  [98, ['WRONG_MESSAGE', 'Wrong message']],
  [99, ['IE_NONEXIST', 'Info. element nonexist or not implemented']],
  [100, ['INVALID_IE_CONTENTS', 'Invalid information element contents']],
  [101, ['WRONG_CALL_STATE', 'Message not compatible with call state']],
  [102, ['RECOVERY_ON_TIMER_EXPIRE', 'Recover on timer expiry']],
  [103, ['MANDATORY_IE_LENGTH_ERROR', 'Mandatory IE length error']],
  [111, ['PROTOCOL_ERROR', 'Protocol error, unspecified']],
  [127, ['INTERWORKING', 'Interworking, unspecified']],
]);

/** The cause in words, as AMI's `Cause-txt` tells it. */
export function causeText(number: Cause): string {
  return TEXTS.get(number)?.[1] ?? 'Unknown';
}

/** A cause written as a number or by name (`USER_BUSY`, `BUSY`), as Hangup(cause) takes it; undefined if it is neither. */
export function parseCause(text: string): Cause | undefined {
  const trimmed = text.trim();
  if (/^\d{1,3}$/.test(trimmed)) return Number(trimmed);
  const upper = trimmed.toUpperCase().replace(/^AST_CAUSE_/, '');
  for (const [number, [name]] of TEXTS) if (name === upper) return number;
  return ALIASES.get(upper);
}

const ALIASES: ReadonlyMap<string, Cause> = new Map([
  ['BUSY', 17],
  ['CONGESTION', 34],
  ['FAILURE', 38],
  ['NORMAL', 16],
  ['NOANSWER', 19],
  ['NOSUCHDRIVER', 66],
  ['UNREGISTERED', 20],
]);
