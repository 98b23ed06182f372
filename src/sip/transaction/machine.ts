/** What a state machine answers to an input: the next state and what is to be done, in order. Shared and frozen. */
export interface Step<State extends string, Action extends string> {
  readonly state: State;
  readonly actions: readonly Action[];
}

/** Makes a step. */
export function step<State extends string, Action extends string>(
  state: State,
  ...actions: Action[]
): Step<State, Action> {
  return Object.freeze({ state, actions: Object.freeze(actions) });
}
