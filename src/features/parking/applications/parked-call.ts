import { untilAborted } from '../../../base/until-aborted.ts';
import { type FeatureRight, featureRights } from '../../../channel/bridge/feature-rights.ts';
import { bridgeSeat, type SteppedOut } from '../../../channel/bridge/seat.ts';
import { bridgeTwoParties } from '../../../channel/bridge/two-party.ts';
import { type Call, end, type Outcome } from '../../../channel/call.ts';
import { cause } from '../../../channel/cause.ts';
import type { Channel } from '../../../channel/channel.ts';
import { bridgeLeft } from '../../../channel/events.ts';
import { playPrompts } from '../../../channel/prompt/play.ts';
import { text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { digitFeaturesPort } from '../../../pbx/ports/digit-features.ts';
import { eventsPort } from '../../../pbx/ports/events.ts';
import { mediaPort } from '../../../pbx/ports/media.ts';
import { musicPort } from '../../../pbx/ports/music.ts';
import { callFetched } from '../../../pbx/ports/parked-calls.ts';
import { promptsPort } from '../../../pbx/ports/prompts.ts';
import { lotNameOf } from '../choose-lot.ts';
import { parkingKeeperPort } from '../keeper-port.ts';
import type { LotSettings, Parties } from '../lot-settings.ts';
import type { ParkedCall } from '../parked-call.ts';

/** Fetches a parked call. */
export const application = defineApplication({
  name: 'ParkedCall',
  module: 'res_parking',
  synopsis: 'Fetches a parked call',
  description: [
    'Without a space the call on the lowest one is fetched. The call ends when the two part, or if nobody is parked there.',
  ],
  arguments: {
    lot: text('the parking lot; PARKINGLOT, CHANNEL(parkinglot) or `default` without one'),
    space: text('the number of the space'),
  },
  examples: ['exten => _70X,1,ParkedCall(default,${EXTEN})'],
  seeAlso: ['Park'],
  async run(call, { lot: name, space }) {
    const keeper = call.use(parkingKeeperPort);
    const { channel } = call;
    if (!channel.isUp) await channel.answer();
    call.throwIfInterrupted();
    const lot = keeper.find(lotNameOf(channel, name));
    const wanted = Number.parseInt(space, 10);
    if (space !== '' && Number.isNaN(wanted)) {
      call.log.warning(`Specified parking_space argument '${space}' is not a number`);
    }
    const parked = lot && keeper.parkedAt(lot, space === '' || Number.isNaN(wanted) ? undefined : wanted);
    if (!lot || !parked) {
      if (!lot) call.log.error(`Could not find lot: '${lotNameOf(channel, name)}'`);
      await say(call, 'pbx-invalidpark');
      return end();
    }
    const { settings } = lot;
    const over = Promise.withResolvers<void>();
    const told = keeper.snapshot(lot, parked);
    call.use(eventsPort).publish(callFetched, { ...told, retriever: channel.snapshot() });
    keeper.remove(lot, parked, { kind: 'fetched', over: over.promise });
    const talked = new Talk(call, parked, settings);
    try {
      return await talked.run();
    } finally {
      if (talked.taken) void untilAlone(call, parked.channel).then(over.resolve);
      else over.resolve();
    }
  },
});

/** The talk of the one who fetches with the one who was parked. */
class Talk {
  readonly #call: Call;
  readonly #parked: ParkedCall;
  readonly #settings: LotSettings;
  #last: Channel;
  /** The one who fetches sits in the bridge in which the other rested. */
  #seated = false;
  /** Who was parked has gone to somebody else. */
  taken = false;

  constructor(call: Call, parked: ParkedCall, settings: LotSettings) {
    this.#call = call;
    this.#parked = parked;
    this.#settings = settings;
    this.#last = parked.channel;
  }

  /** Joins the two until they part. */
  async run(): Promise<Outcome> {
    const { holding, channel: parkee } = this.#parked;
    try {
      await this.#prepare();
      if (holding.kind === 'rests') await this.#restingTalk(holding.out);
      else await this.#join(parkee);
      return end();
    } finally {
      // From then on the bridge itself sees the one who fetches go.
      if (holding.kind === 'rests' && !this.#seated) holding.out.over();
      else if (holding.kind !== 'rests') this.#release();
    }
  }

  #release(): void {
    if (!this.taken && !this.#last.dialplan) this.#last.release(cause.normalClearing);
  }

  async #prepare(): Promise<void> {
    const { channel } = this.#call;
    const parkee = this.#parked.channel;
    channel.attachments.set(featureRights, rightsOf(this.#settings, 'caller'));
    parkee.attachments.set(featureRights, rightsOf(this.#settings, 'callee'));
    await playCourtesy(this.#call, this.#parked, this.#settings);
    channel.setConnected(parkee.parties.caller);
    channel.indicate('connected-line');
  }

  /** Who was parked runs an application that waits in its bridge: the one who fetches sits down opposite. */
  async #restingTalk(out: SteppedOut): Promise<void> {
    const { channel, signal } = this.#call;
    const over = Promise.withResolvers<void>();
    this.#seated = true;
    out.replace(channel);
    channel.attachments.get(bridgeSeat)?.onEnd(over.resolve);
    await Promise.race([over.promise, untilAborted(signal)]);
  }

  async #join(parkee: Channel): Promise<void> {
    const call = this.#call;
    const house = {
      media: call.use(mediaPort),
      bus: call.use(eventsPort),
      clock: call.clock,
      log: call.log,
      music: call.has(musicPort) ? call.use(musicPort) : undefined,
      features: call.has(digitFeaturesPort) ? call.use(digitFeaturesPort) : undefined,
    };
    const ended = await bridgeTwoParties(house, call.channel, parkee, {
      signal: call.signal,
      onSecond: (second) => {
        this.#last = second;
      },
      onSecondTaken: () => {
        this.taken = true;
      },
    });
    if (ended.kind !== 'second-redirected') return;
    this.#last.position.moveTo(ended.target);
    void call.use(dialplanPort).run(this.#last);
  }
}

/** Resolves once a channel that has gone to somebody else is in no bridge any more. */
async function untilAlone(call: Call, channel: Channel): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = call.use(eventsPort).on(bridgeLeft, ({ channel: left }) => {
    if (left.uniqueId !== channel.uniqueId) return;
    // It may be on its way from one bridge to the next.
    call.clock.after(0, () => {
      if (channel.bridgeId === undefined) resolve();
    });
  });
  await promise;
  stop();
}

async function playCourtesy(call: Call, { channel: parkee }: ParkedCall, settings: LotSettings): Promise<void> {
  const { courtesyTone, playsTo } = settings;
  if (courtesyTone === '') return;
  if (playsTo === 'caller' || playsTo === 'both') await say(call, courtesyTone);
  if ((playsTo === 'callee' || playsTo === 'both') && !parkee.hungUp)
    await playPrompts(parkee, [courtesyTone], { sounds: call.use(promptsPort), log: call.log, signal: call.signal });
}

function say(call: Call, prompt: string): Promise<unknown> {
  return playPrompts(call.channel, [prompt], { sounds: call.use(promptsPort), log: call.log, signal: call.signal });
}

/** What one may do by digits: the one who fetches is the caller. */
function rightsOf(settings: LotSettings, party: 'caller' | 'callee'): ReadonlySet<FeatureRight> {
  const rights: ReadonlyArray<readonly [Parties, FeatureRight]> = [
    [settings.transfers, 'transfer'],
    [settings.reparking, 'park'],
    [settings.hangup, 'disconnect'],
    [settings.recording, 'mix-record'],
  ];
  return new Set(rights.filter(([who]) => who === 'both' || who === party).map(([, right]) => right));
}
