import { type Step, step } from './machine.ts';

/** States of a server transaction other than INVITE. @see RFC 3261 §17.2.2 */
export type ServerState = 'trying' | 'proceeding' | 'completed' | 'terminated';

/** What can happen to it. */
export type ServerInput = 'request' | 'provisional' | 'final' | 'timer-j' | 'transport-error';

/** What is to be done about it. */
export type ServerAction = 'send' | 'resend' | 'start-j' | 'tell-error' | 'end';

type S = Step<ServerState, ServerAction>;

const stay: Readonly<Record<ServerState, S>> = {
  trying: step('trying'),
  proceeding: step('proceeding'),
  completed: step('completed'),
  terminated: step('terminated'),
};
const provisional: S = step('proceeding', 'send');
const final: S = step('completed', 'send', 'start-j');
const repeat: S = step('proceeding', 'resend');
const repeatFinal: S = step('completed', 'resend');
const failed: S = step('terminated', 'tell-error', 'end');
const done: S = step('terminated', 'end');

/** The next state. */
export function stepServer(state: ServerState, input: ServerInput): S {
  switch (state) {
    case 'trying':
      // "Once in the 'Trying' state, any further request retransmissions are discarded." (§17.2.2)
      if (input === 'provisional') return provisional;
      if (input === 'final') return final;
      if (input === 'transport-error') return failed;
      return stay.trying;
    case 'proceeding':
      // "If a retransmission of the request is received while in the 'Proceeding' state, the most recently sent
      // provisional response MUST be passed to the transport layer for retransmission." (§17.2.2)
      if (input === 'request') return repeat;
      if (input === 'provisional') return provisional;
      if (input === 'final') return final;
      if (input === 'transport-error') return failed;
      return stay.proceeding;
    case 'completed':
      // "While in the 'Completed' state, the server transaction MUST pass the final response to the transport layer for
      // retransmission whenever a retransmission of the request is received. Any other final responses passed by the TU ...
      // MUST be discarded" (§17.2.2)
      if (input === 'request') return repeatFinal;
      if (input === 'timer-j') return done;
      if (input === 'transport-error') return failed;
      return stay.completed;
    case 'terminated':
      return stay.terminated;
  }
}
