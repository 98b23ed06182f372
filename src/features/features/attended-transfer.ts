import type { BridgeSeat, SteppedOut } from '../../channel/bridge/seat.ts';
import { letGo } from '../../channel/bridge/transfer.ts';
import type { Channel } from '../../channel/channel.ts';
import type { DialResult } from '../../channel/dial/dial.ts';
import { dialStringOf } from '../../channel/dial/dial-string.ts';
import { isInterruption } from '../../channel/hangup.ts';
import type { DialplanTarget } from '../../channel/position.ts';
import { showIndication, stopTone } from '../../channel/prompt/background-tone.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';
import { askTarget } from './ask-target.ts';
import { Consultation } from './consultation.ts';
import type { FeatureHouse } from './feature-house.ts';
import type { GeneralSettings } from './settings.ts';
import { callTarget } from './target-call.ts';

/**
 * An attended transfer by digits: the other party waits with music while the transferor dials an extension and talks with whoever answers.
 * Codes or hanging up decide who goes on with whom. Never rejects.
 *
 * Deviation: a target behind a Local channel that is busy ends the attempt at once, as one that is a phone does; in Asterisk the transferor hears that it
 * rings until the time for an answer is over, and the attempt has records of its own.
 */
export async function transferAttended(
  house: FeatureHouse,
  party: Channel,
  seat: BridgeSeat,
  settings: GeneralSettings,
): Promise<void> {
  const { bridge } = seat;
  const out = seat.stepOut(true);
  const target = await ask(house, party, out, settings);
  if (target === 'over') return;
  if (!target) return out.back();
  out.leave();
  await new AttendedTransfer(new Consultation(house, settings, party, out, bridge), target).run();
}

async function ask(
  house: FeatureHouse,
  party: Channel,
  out: SteppedOut,
  settings: GeneralSettings,
): Promise<DialplanTarget | 'over' | undefined> {
  const gone = new AbortController();
  out.onPeerGone(() => gone.abort(new DOMException('the other party has gone', 'AbortError')));
  try {
    return await askTarget(house, party, settings, AbortSignal.any([party.hangupSignal, gone.signal]));
  } catch (reason) {
    if (!gone.signal.aborted && !isInterruption(reason)) throw reason;
    out.over();
    return 'over';
  }
}

type Answer = { readonly answered: Channel } | 'nobody';

/** The call of the target, until it has answered or is given up. */
class AttendedTransfer {
  readonly #consultation: Consultation;
  readonly #target: DialplanTarget;
  readonly #giveUp = new AbortController();
  /** Who hears that the target rings. */
  #listener: Channel | undefined;

  constructor(consultation: Consultation, target: DialplanTarget) {
    this.#consultation = consultation;
    this.#target = target;
    this.#listener = consultation.transferor;
  }

  async run(): Promise<void> {
    const { transferor, settings } = this.#consultation;
    this.#consultation.keepPeer();
    const answer = this.#call(this.#dialString, this.#giveUp.signal);
    const keys = this.#consultation.keys(() => {});
    const stopListening = transferor.listen({ onDigit: (event) => void keys.digit(event) });
    let next: Answer | Awaited<ReturnType<Consultation['next']>>;
    try {
      do next = await Promise.race([answer, this.#consultation.next()]);
      while (next === 'threeway' || next === 'swap');
    } finally {
      stopListening();
      keys.close();
    }
    if (typeof next === 'object') return this.#consultation.talk(next.answered);
    if (next === 'complete' || (next === 'transferor-gone' && !settings.atxferdropcall)) return this.#blond(answer);
    this.#giveUp.abort();
    const late = await answer;
    if (late !== 'nobody') letGo(late.answered);
    if (next === 'nobody' || next === 'abort') return this.#consultation.fail();
    this.#consultation.end();
  }

  /** The transferor has gone while the target rings: the one who waits hears that, and the transferor is called back if nobody answers. */
  async #blond(answer: Promise<Answer>): Promise<void> {
    const { house, transferor, peer, settings } = this.#consultation;
    const tones = house.ports.has(tonesPort) ? house.ports.use(tonesPort) : undefined;
    const gone = new AbortController();
    const stop = peer.whenHungUp(() => gone.abort());
    house.music?.stop(peer);
    showIndication(peer, 'ringing', tones);
    this.#listener = peer;
    letGo(transferor);
    const signal = gone.signal;
    const callBack = dialStringOf(transferor.name);
    signal.addEventListener('abort', () => this.#giveUp.abort(), { once: true });
    try {
      let reached = await answer;
      for (let retry = 0; reached === 'nobody' && retry < settings.atxfercallbackretries && !signal.aborted; retry++) {
        reached = await this.#call(callBack, signal);
        if (reached !== 'nobody' || retry + 1 === settings.atxfercallbackretries) break;
        await house.clock.sleep(settings.atxferloopdelay * 1000, signal).catch(() => {});
        if (!signal.aborted) reached = await this.#call(this.#dialString, signal);
      }
      stopTone(peer);
      if (reached === 'nobody') this.#consultation.end();
      else if (signal.aborted) {
        letGo(reached.answered);
        this.#consultation.end();
      } else this.#consultation.join(reached.answered);
    } finally {
      stop();
    }
  }

  get #dialString(): string {
    return `Local/${this.#target.exten}@${this.#target.context}/n`;
  }

  async #call(dialString: string, signal: AbortSignal): Promise<Answer> {
    const { house, transferor, settings } = this.#consultation;
    const result: DialResult = await callTarget(house, {
      dialString,
      timeoutMs: settings.atxfernoanswertimeout * 1000,
      signal,
      onBehalfOf: transferor,
      listener: () => this.#listener,
    });
    return result.status === 'ANSWER' ? { answered: result.callee } : 'nobody';
  }
}
