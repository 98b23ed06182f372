import { bridgeSeat, type DigitFeatures, type SteppedOut } from '../../channel/bridge/seat.ts';
import { introduce, joinForGood, letGo } from '../../channel/bridge/transfer.ts';
import { bridgeTwoParties } from '../../channel/bridge/two-party.ts';
import type { Channel } from '../../channel/channel.ts';
import { attendedTransferred, type BridgeSnapshot } from '../../channel/events.ts';
import { DigitKeys } from './digit-keys.ts';
import { type FeatureHouse, playSound } from './feature-house.ts';
import type { GeneralSettings } from './settings.ts';
import { talkAmongThree } from './three-way.ts';

/** What can happen while somebody consults. */
export type Happening = 'abort' | 'complete' | 'threeway' | 'swap' | 'transferor-gone' | 'peer-gone' | 'target-gone';

/** The part of an attended transfer after the target has answered, and what both parts share: who is where, and how it ends. */
export class Consultation {
  readonly house: FeatureHouse;
  readonly settings: GeneralSettings;
  readonly transferor: Channel;
  #out: SteppedOut;
  readonly #peer: Channel;
  readonly #waiting: Happening[] = [];
  #wake: (() => void) | undefined;
  /** Those that the transferor has talked in, before and now. */
  readonly #bridge: BridgeSnapshot;
  #secondBridge: BridgeSnapshot | undefined;
  /** Where the second party was taken before its bridge could end. */
  #taken = false;
  readonly #unfollow: Array<() => void> = [];

  constructor(
    house: FeatureHouse,
    settings: GeneralSettings,
    transferor: Channel,
    out: SteppedOut,
    bridge: BridgeSnapshot,
  ) {
    this.#bridge = bridge;
    this.house = house;
    this.settings = settings;
    this.transferor = transferor;
    this.#out = out;
    this.#peer = out.peer;
    this.#followPeer();
  }

  /** Who waits. */
  get peer(): Channel {
    return this.#peer;
  }

  /** From now on the one who waits is kept, whatever becomes of the transferor. */
  keepPeer(): void {
    this.#unfollow.push(
      this.transferor.whenHungUp(() => {
        // Its own run ends with it and would take the other along.
        if (this.#out.role === 'first' && !this.#peer.hungUp) this.#take();
        this.tell('transferor-gone');
      }),
    );
  }

  /** Notes what has happened. */
  tell(happening: Happening): void {
    this.#waiting.push(happening);
    this.#wake?.();
  }

  /** What has happened next. */
  async next(): Promise<Happening> {
    for (;;) {
      const happening = this.#waiting.shift();
      if (happening !== undefined) return happening;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The codes that the transferor may press. */
  keys(pass: (digit: string, durationMs: number) => void): DigitKeys {
    const { atxferabort, atxfercomplete, atxferthreeway, atxferswap, featuredigittimeout } = this.settings;
    const codes: ReadonlyArray<readonly [string, Happening]> = [
      [atxferabort, 'abort'],
      [atxfercomplete, 'complete'],
      [atxferthreeway, 'threeway'],
      [atxferswap, 'swap'],
    ];
    return new DigitKeys({
      clock: this.house.clock,
      timeoutMs: featuredigittimeout,
      keys: codes
        .filter(([code]) => code !== '')
        .map(([code, happening]) => ({ code, run: () => this.tell(happening) })),
      pass,
    });
  }

  /** Talks with the target, who has answered, until it is decided who goes on with whom. */
  async talk(target: Channel): Promise<void> {
    let peerHasGone = false;
    for (;;) {
      const happened = await this.#talkWith(target);
      if (happened === 'peer-gone') {
        peerHasGone = true;
        continue;
      }
      if (peerHasGone) return this.#endWithout(target);
      if (happened === 'swap') {
        const next = await this.#talkBack(target);
        if (next === 'swap') continue;
        if (next !== 'threeway') return this.#decide(next, target);
      }
      if (happened === 'threeway' || happened === 'swap') {
        const gone = await talkAmongThree(this.house, [this.transferor, this.#peer, target]);
        if (gone === this.#peer) {
          peerHasGone = true;
          continue;
        }
        if (gone === this.transferor) return this.join(target);
        letGo(target);
        return this.#back();
      }
      return this.#decide(happened, target);
    }
  }

  /** Joins the one who waits with the target for good; the transferor is let go. */
  join(target: Channel): void {
    this.#unfollowAll();
    const { transferor, house } = this;
    const peer = this.#peer;
    transferor.variables.set('ATTENDEDTRANSFER', target.name);
    peer.variables.set('ATTENDEDTRANSFER', transferor.name);
    house.bus.publish(attendedTransferred, {
      transferor: transferor.snapshot(),
      bridge: this.#bridge,
      secondBridge: this.#secondBridge,
      transferee: peer.snapshot(),
      target: target.snapshot(),
    });
    if (this.#out.role === 'second') {
      letGo(this.#out.replace(target));
      introduce(peer, target);
      letGo(transferor);
    } else {
      if (!this.#taken) this.#take();
      void joinForGood(house, peer, target);
      introduce(peer, target);
      // One that runs a dialplan goes on there as when the other party hangs up.
      if (!transferor.dialplan) letGo(transferor);
    }
  }

  /** The transferor comes back to the one who waits, with a sound that says that nothing came of it. */
  async fail(): Promise<void> {
    await playSound(this.house, this.transferor, this.settings.xferfailsound);
    if (this.#peer.hungUp || this.transferor.hungUp) this.end();
    else this.#back();
  }

  /** Neither goes on. */
  end(): void {
    this.#unfollowAll();
    if (this.#taken) letGo(this.#peer);
    this.#out.over();
    // Its owner's run has ended with the one who waited.
    if (this.#out.role === 'second' && this.#peer.hungUp) letGo(this.transferor);
  }

  #followPeer(): void {
    this.#out.onPeerGone(() => {
      // The run of the one who waited ends with it and would take the transferor along.
      if (this.#out.role === 'second') this.#out.take();
      this.tell('peer-gone');
    });
  }

  #back(): void {
    this.#unfollowAll();
    this.#out.back();
    introduce(this.transferor, this.#peer);
  }

  #take(): void {
    this.#taken = true;
    this.#out.take();
  }

  #unfollowAll(): void {
    for (const close of this.#unfollow.splice(0)) close();
  }

  async #decide(happened: Happening, target: Channel): Promise<void> {
    switch (happened) {
      case 'complete':
        await playSound(this.house, target, this.settings.xfersound);
        return target.hungUp ? this.fail() : this.join(target);
      case 'transferor-gone':
        return this.join(target);
      default:
        letGo(target);
        return this.fail();
    }
  }

  /** Who waited has gone, and the talk with the target has ended. */
  #endWithout(target: Channel): void {
    letGo(target);
    this.end();
  }

  async #talkWith(target: Channel): Promise<Happening> {
    const stop = new AbortController();
    const features: DigitFeatures = {
      watch: (party, seat) =>
        party === this.transferor ? this.keys((digit, ms) => seat.passDigit(digit, ms)) : undefined,
    };
    const ended = bridgeTwoParties({ ...this.house, features }, this.transferor, target, { signal: stop.signal });
    void ended.then(
      (end) => this.tell(end.kind === 'hangup' && end.by === 'first' ? 'transferor-gone' : 'target-gone'),
      () => {},
    );
    this.#secondBridge = this.transferor.attachments.get(bridgeSeat)?.bridge;
    const happened = await this.next();
    stop.abort(new DOMException('decided', 'AbortError'));
    await ended.catch(() => {});
    return happened;
  }

  /** The target hears music while the transferor talks with the one who waited. */
  async #talkBack(target: Channel): Promise<Happening> {
    const { house, transferor } = this;
    house.music?.start(target, { suggested: transferor.settings.musicClass });
    const unfollow = target.listen({ onHangup: () => this.tell('target-gone') });
    const leaves = this.#peer.listen({ onHangup: () => this.tell('peer-gone') });
    this.#out.back({
      watch: (party, seat) => (party === transferor ? this.keys((digit, ms) => seat.passDigit(digit, ms)) : undefined),
    });
    const happened = await this.next();
    unfollow();
    leaves();
    house.music?.stop(target);
    const seat = transferor.attachments.get(bridgeSeat);
    if (seat) {
      this.#out = seat.stepOut();
      this.#followPeer();
    }
    return happened;
  }
}
