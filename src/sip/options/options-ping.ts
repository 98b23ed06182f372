import type { Clock, Timer } from '../../base/clock.ts';
import type { Ms } from '../../base/duration.ts';
import type { Closable } from '../../base/scope.ts';
import type { UserAgent } from '../agent/user-agent.ts';
import { contactFor } from '../session/session-owner.ts';
import { newCallId, newTag } from '../tokens.ts';
import type { Flow } from '../transport/flow.ts';

/** What pings have shown: `lagged` answers, but later than it may. */
export type Reachability = 'unknown' | 'reachable' | 'lagged' | 'unreachable';

/** Whom to ask, and how often. */
export interface PingSettings {
  /** The Request-URI. */
  readonly uri: string;
  /** The user part of our address. */
  readonly fromUser: string;
  /** Between two pings while the peer answers. */
  readonly everyMs: Ms;
  /** Between two pings while it does not. */
  readonly everyWhenDownMs: Ms;
  /** A later answer counts as lagged. */
  readonly lateMs: Ms;
  /** No answer after so long counts as unreachable. */
  readonly timeoutMs: Ms;
}

/** Asks a peer by OPTIONS whether it lives: any response is a yes. Its owner closes it. @see RFC 3261 §11 */
export class OptionsPing implements Closable {
  readonly settings: PingSettings;
  readonly #agent: UserAgent;
  readonly #clock: Clock;
  readonly #flowOf: () => Flow | undefined;
  readonly #onChange: (now: Reachability, before: Reachability) => void;
  #reachability: Reachability = 'unknown';
  #roundTripMs: Ms | undefined;
  #timer: Timer | undefined;
  #round = 0;

  /** @param flowOf the way to the peer at present; undefined if there is none, which counts as unreachable. */
  constructor(
    agent: UserAgent,
    clock: Clock,
    settings: PingSettings,
    flowOf: () => Flow | undefined,
    onChange: (now: Reachability, before: Reachability) => void,
  ) {
    this.#agent = agent;
    this.#clock = clock;
    this.settings = settings;
    this.#flowOf = flowOf;
    this.#onChange = onChange;
  }

  get reachability(): Reachability {
    return this.#reachability;
  }

  /** The last round trip; undefined before the first answer and while there is none. */
  get roundTripMs(): Ms | undefined {
    return this.#roundTripMs;
  }

  /** Pings after `afterMs`, and then again and again. A phone that has just registered needs a moment. */
  start(afterMs: Ms = 0): void {
    this.#timer?.cancel();
    this.#timer = this.#clock.after(afterMs, () => this.#ping());
  }

  close(): void {
    this.#timer?.cancel();
    this.#round = -1;
  }

  #ping(): void {
    const round = ++this.#round;
    const flow = this.#flowOf();
    if (!flow) {
      this.#result(undefined);
      return;
    }
    const { uri, fromUser } = this.settings;
    const { tokens } = this.#agent.transactions;
    const startMs = this.#clock.monotonic();
    const limit = this.#clock.after(this.settings.timeoutMs, () => settle(undefined));
    const settle = (tookMs: Ms | undefined): void => {
      limit.cancel();
      if (round !== this.#round) return;
      this.#round++;
      this.#result(tookMs);
    };
    const request = {
      method: 'OPTIONS',
      uri,
      from: `"${fromUser}" <sip:${fromUser}@${flow.local.host}>;tag=${newTag(tokens)}`,
      to: `<${uri}>`,
      callId: newCallId(tokens, flow.local.host),
      cseq: 102,
      headers: [['Contact', contactFor(flow, fromUser)]] as const,
    };
    this.#agent.request(flow, request, undefined, (_status, response) =>
      settle(response ? this.#clock.monotonic() - startMs : undefined),
    );
  }

  #result(tookMs: Ms | undefined): void {
    const before = this.#reachability;
    const late = tookMs !== undefined && tookMs > this.settings.lateMs;
    this.#roundTripMs = tookMs;
    this.#reachability = tookMs === undefined ? 'unreachable' : late ? 'lagged' : 'reachable';
    const again = tookMs === undefined ? this.settings.everyWhenDownMs : this.settings.everyMs;
    this.#timer = this.#clock.after(again, () => this.#ping());
    if (this.#reachability !== before) this.#onChange(this.#reachability, before);
  }
}
