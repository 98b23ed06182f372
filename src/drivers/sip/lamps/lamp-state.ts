import type { DeviceState } from '../../../channel/state.ts';
import type { LampState } from '../../../sip/subscription/lamp-documents.ts';
import type { LampPolicy } from '../config/endpoint.ts';

const IDLE: LampState = { kind: 'idle', note: 'Ready' };
const RINGING: LampState = { kind: 'ringing', note: 'Ringing' };
const TALKING: LampState = { kind: 'in-use', note: 'On the phone' };
const HELD: LampState = { kind: 'held', note: 'On hold' };
const AWAY: LampState = { kind: 'away', note: 'Unavailable' };

/** What a lamp shows of a hint, as the watching endpoint's options have it. */
export function lampOf(state: DeviceState, policy: LampPolicy): LampState {
  switch (state) {
    case 'NOT_INUSE':
    case 'UNKNOWN':
      return IDLE;
    case 'RINGING':
      return policy.ringing === 'never' ? IDLE : RINGING;
    case 'RINGINUSE':
      return policy.ringing === 'always' ? RINGING : TALKING;
    case 'INUSE':
    case 'BUSY':
      return TALKING;
    case 'ONHOLD':
      return policy.hold ? HELD : TALKING;
    case 'UNAVAILABLE':
    case 'INVALID':
      return AWAY;
  }
}
