import { type Step, step } from './machine.ts';

/**
 * States of an INVITE server transaction.
 *
 *     proceeding --2xx--> accepted --L--> terminated
 *         |  \--3xx-6xx--> completed --ACK--> confirmed --I--> terminated
 *         |                    \--H--> terminated
 *
 * @see RFC 3261 §17.2.1, RFC 6026 §7.1
 */
export type InviteServerState = 'proceeding' | 'completed' | 'confirmed' | 'accepted' | 'terminated';

/** What can happen to it: from the wire, from the user, or by a timer. */
export type InviteServerInput =
  | 'request'
  | 'ack'
  | 'provisional'
  | 'success'
  | 'failure'
  | 'timer-g'
  | 'timer-h'
  | 'timer-i'
  | 'timer-l'
  | 'transport-error';

/** What is to be done about it. */
export type InviteServerAction =
  | 'send'
  | 'resend'
  | 'pass-ack'
  | 'start-g'
  | 'start-h'
  | 'start-i'
  | 'start-l'
  | 'stop-g-h'
  | 'tell-no-ack'
  | 'tell-error'
  | 'end';

type S = Step<InviteServerState, InviteServerAction>;

const stay: Readonly<Record<InviteServerState, S>> = {
  proceeding: step('proceeding'),
  completed: step('completed'),
  confirmed: step('confirmed'),
  accepted: step('accepted'),
  terminated: step('terminated'),
};
const provisional: S = step('proceeding', 'send');
const repeatProvisional: S = step('proceeding', 'resend');
const accept: S = step('accepted', 'send', 'start-l');
const refuse: S = step('completed', 'send', 'start-g', 'start-h');
const errorBeforeFinal: S = step('terminated', 'tell-error', 'end');
const repeatFinal: S = step('completed', 'resend');
const repeatFinalByTimer: S = step('completed', 'resend', 'start-g');
const acknowledged: S = step('confirmed', 'stop-g-h', 'start-i');
const noAck: S = step('terminated', 'tell-no-ack', 'end');
const errorInFinal: S = step('terminated', 'tell-error', 'end');
const accepted2xx: S = step('accepted', 'send');
const acceptedAck: S = step('accepted', 'pass-ack');
const done: S = step('terminated', 'end');

/** The next state. Inputs that mean nothing in a state leave it as it is. */
export function stepInviteServer(state: InviteServerState, input: InviteServerInput): S {
  switch (state) {
    case 'proceeding':
      // "If a request retransmission is received while in the 'Proceeding' state, the most recent provisional response
      // that was received from the TU MUST be passed to the transport layer for retransmission." (§17.2.1)
      if (input === 'request') return repeatProvisional;
      if (input === 'provisional') return provisional;
      // "If, while in the 'Proceeding' state, the TU passes a 2xx response to the server transaction, the server
      // transaction MUST pass this response to the transport layer ... and MUST transition to the 'Accepted' state." (RFC 6026 §7.1)
      if (input === 'success') return accept;
      // "If the TU passes a response with status code from 300 to 699 ... the state machine MUST enter the 'Completed'
      // state." (§17.2.1)
      if (input === 'failure') return refuse;
      if (input === 'transport-error') return errorBeforeFinal;
      return stay.proceeding;
    case 'completed':
      // "... a request retransmission is received, the server transaction SHOULD pass the response to the transport for
      // retransmission." (§17.2.1)
      if (input === 'request') return repeatFinal;
      // "If timer G fires, the response is passed to the transport layer once more for retransmission, and timer G is set to
      // fire in MIN(2*T1, T2) seconds." (§17.2.1)
      if (input === 'timer-g') return repeatFinalByTimer;
      // "If an ACK is received while the server transaction is in the 'Completed' state, the server transaction MUST
      // transition to the 'Confirmed' state." (§17.2.1)
      if (input === 'ack') return acknowledged;
      // "If timer H fires while in the 'Completed' state, it implies that the ACK was never received. In this case, the
      // server transaction MUST transition to the 'Terminated' state, and MUST indicate to the TU that a transaction
      // failure has occurred." (§17.2.1)
      if (input === 'timer-h') return noAck;
      if (input === 'transport-error') return errorInFinal;
      return stay.completed;
    case 'confirmed':
      // "The purpose of the 'Confirmed' state is to absorb any additional ACK messages that arrive" (§17.2.1)
      if (input === 'timer-i') return done;
      return stay.confirmed;
    case 'accepted':
      // "The purpose of the 'Accepted' state is to absorb retransmissions of an accepted INVITE request." The TU repeats
      // the 2xx itself, and may send other ones. (RFC 6026 §7.1)
      if (input === 'success') return accepted2xx;
      // "ACKs received in the 'Accepted' state ... are passed to the TU." (RFC 6026 §7.1)
      if (input === 'ack') return acceptedAck;
      if (input === 'timer-l') return done;
      return stay.accepted;
    case 'terminated':
      return stay.terminated;
  }
}
