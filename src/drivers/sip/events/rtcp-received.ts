import { defineEvent } from '../../../extend/define-event.ts';
import { audioReported } from '../events.ts';
import { rtcpHeaders } from '../rtcp-headers.ts';

/** A report on the audio of a call has come from its phone. */
export const event = defineEvent({
  name: 'RTCPReceived',
  module: 'sip',
  synopsis: 'A report on the audio of a call has come from its phone.',
  fields:
    '{channel} SSRC PT From RTT ReportCount [SentNTP] [SentRTP] [SentPackets] [SentOctets] ReportXSourceSSRC ReportXFractionLost ReportXCumulativeLost ReportXHighestSequence ReportXSequenceNumberCycles ReportXIAJitter ReportXLSR ReportXDLSR',
  topic: audioReported,
  class: 'reporting',
  headers: (told, writer) => (told.way === 'in' ? rtcpHeaders(told, writer) : undefined),
});
