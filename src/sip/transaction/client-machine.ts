import { type Step, step } from './machine.ts';

/** States of a client transaction other than INVITE. @see RFC 3261 §17.1.2 */
export type ClientState = 'trying' | 'proceeding' | 'completed' | 'terminated';

/** What can happen to it. */
export type ClientInput = 'provisional' | 'final' | 'timer-e' | 'timer-f' | 'timer-k' | 'transport-error';

/** What is to be done about it. `start-e` doubles the interval up to T2, `start-e-t2` takes T2 at once. */
export type ClientAction =
  | 'resend'
  | 'start-e'
  | 'start-e-t2'
  | 'stop'
  | 'pass'
  | 'start-k'
  | 'tell-timeout'
  | 'tell-error'
  | 'end';

type S = Step<ClientState, ClientAction>;

const stay: Readonly<Record<ClientState, S>> = {
  trying: step('trying'),
  proceeding: step('proceeding'),
  completed: step('completed'),
  terminated: step('terminated'),
};
const resendTrying: S = step('trying', 'resend', 'start-e');
const resendProceeding: S = step('proceeding', 'resend', 'start-e-t2');
const provisional: S = step('proceeding', 'pass');
const final: S = step('completed', 'stop', 'start-k', 'pass');
const timeout: S = step('terminated', 'tell-timeout', 'end');
const error: S = step('terminated', 'tell-error', 'end');
const done: S = step('terminated', 'end');

/** The next state. */
export function stepClient(state: ClientState, input: ClientInput): S {
  switch (state) {
    case 'trying':
      // "If timer E fires while still in this state, the timer is reset, but this time with a value of MIN(2*T1, T2)." (§17.1.2.2)
      if (input === 'timer-e') return resendTrying;
      // "If timer F fires while the client transaction is still in the 'Trying' state, the client transaction SHOULD inform
      // the TU about the timeout" (§17.1.2.2)
      if (input === 'timer-f') return timeout;
      if (input === 'provisional') return provisional;
      if (input === 'final') return final;
      if (input === 'transport-error') return error;
      return stay.trying;
    case 'proceeding':
      // "If Timer E fires while in the 'Proceeding' state, the request MUST be passed to the transport layer for
      // retransmission, and Timer E MUST be reset with a value of T2 seconds." (§17.1.2.2)
      if (input === 'timer-e') return resendProceeding;
      if (input === 'timer-f') return timeout;
      if (input === 'provisional') return provisional;
      if (input === 'final') return final;
      if (input === 'transport-error') return error;
      return stay.proceeding;
    case 'completed':
      // "The 'Completed' state exists to buffer any additional response retransmissions that may be received" (§17.1.2.2)
      if (input === 'timer-k') return done;
      return stay.completed;
    case 'terminated':
      return stay.terminated;
  }
}
