import { type Step, step } from './machine.ts';

/**
 * States of an INVITE client transaction.
 *
 *     calling --1xx--> proceeding --2xx--> accepted --M--> terminated
 *        |                 \--300-699--> completed --D--> terminated
 *        \--B, error--> terminated
 *
 * @see RFC 3261 §17.1.1, RFC 6026 §7.2
 */
export type InviteClientState = 'calling' | 'proceeding' | 'completed' | 'accepted' | 'terminated';

/** What can happen to it. */
export type InviteClientInput =
  | 'provisional'
  | 'success'
  | 'failure'
  | 'timer-a'
  | 'timer-b'
  | 'timer-d'
  | 'timer-m'
  | 'transport-error';

/** What is to be done about it. */
export type InviteClientAction =
  | 'resend'
  | 'start-a'
  | 'stop'
  | 'pass'
  | 'ack'
  | 'start-d'
  | 'start-m'
  | 'tell-timeout'
  | 'tell-error'
  | 'end';

type S = Step<InviteClientState, InviteClientAction>;

const stay: Readonly<Record<InviteClientState, S>> = {
  calling: step('calling'),
  proceeding: step('proceeding'),
  completed: step('completed'),
  accepted: step('accepted'),
  terminated: step('terminated'),
};
const resend: S = step('calling', 'resend', 'start-a');
const firstProvisional: S = step('proceeding', 'stop', 'pass');
const provisional: S = step('proceeding', 'pass');
const success: S = step('accepted', 'stop', 'start-m', 'pass');
const failure: S = step('completed', 'stop', 'ack', 'start-d', 'pass');
const repeatAck: S = step('completed', 'ack');
const timeout: S = step('terminated', 'tell-timeout', 'end');
const error: S = step('terminated', 'tell-error', 'end');
const success2: S = step('accepted', 'pass');
const done: S = step('terminated', 'end');

/** The next state. */
export function stepInviteClient(state: InviteClientState, input: InviteClientInput): S {
  switch (state) {
    case 'calling':
      // "When timer A fires, the client transaction MUST retransmit the request by passing it to the transport layer, and
      // MUST reset the timer with a value of 2*T1." (§17.1.1.2)
      if (input === 'timer-a') return resend;
      // "If the client transaction is still in the 'Calling' state when timer B fires, the client transaction SHOULD inform
      // the TU that a timeout has occurred." (§17.1.1.2)
      if (input === 'timer-b') return timeout;
      // "If the client transaction receives a provisional response while in the 'Calling' state, it transitions to the
      // 'Proceeding' state." (§17.1.1.2)
      if (input === 'provisional') return firstProvisional;
      if (input === 'success') return success;
      if (input === 'failure') return failure;
      if (input === 'transport-error') return error;
      return stay.calling;
    case 'proceeding':
      // "In the 'Proceeding' state, the client transaction SHOULD NOT retransmit the request any longer." (§17.1.1.2)
      if (input === 'provisional') return provisional;
      // "... reception of a 2xx response ... MUST cause the client transaction to enter the 'Accepted' state" (RFC 6026 §7.2)
      if (input === 'success') return success;
      // "... reception of a response with status code from 300-699 MUST cause the client transaction to transition to
      // 'Completed'. The client transaction MUST pass the received response up to the TU, and the client transaction MUST
      // generate an ACK request" (§17.1.1.2)
      if (input === 'failure') return failure;
      if (input === 'transport-error') return error;
      return stay.proceeding;
    case 'completed':
      // "Any retransmissions of the final response that are received while in the 'Completed' state MUST cause the ACK to be
      // re-passed to the transport layer for retransmission, but the newly received response MUST NOT be passed up to the
      // TU." (§17.1.1.2)
      if (input === 'failure') return repeatAck;
      if (input === 'timer-d') return done;
      // The ACK cannot be sent; the TU has its final response already.
      if (input === 'transport-error') return done;
      return stay.completed;
    case 'accepted':
      // "... the client transaction MUST pass up any 2xx responses that it receives ... the TU generates the ACK" (RFC 6026 §7.2)
      if (input === 'success') return success2;
      if (input === 'timer-m') return done;
      return stay.accepted;
    case 'terminated':
      return stay.terminated;
  }
}
