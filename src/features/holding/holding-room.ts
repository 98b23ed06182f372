import type { EventBus } from '../../base/event-bus.ts';
import { nextBridgeId } from '../../channel/bridge/bridge-id.ts';
import { kickKey } from '../../channel/bridge/kick.ts';
import type { Call } from '../../channel/call.ts';
import { cause } from '../../channel/cause.ts';
import { bridgeCreated, bridgeDestroyed, bridgeEntered, bridgeLeft } from '../../channel/events.ts';
import { startTone, stopTone } from '../../channel/prompt/background-tone.ts';
import type { MediaRoom, RoomMember } from '../../media/facade.ts';
import { eventsPort } from '../../pbx/ports/events.ts';
import { mediaPort } from '../../pbx/ports/media.ts';
import { musicPort } from '../../pbx/ports/music.ts';
import { tonesPort } from '../../pbx/ports/prompts.ts';

/** What somebody who waits hears: music, ringing, silence, what one on hold hears, or nothing at all. */
export type Entertainment = 'music' | 'ringing' | 'silence' | 'hold' | 'none';

/** Somebody who waits, or who speaks to those who do. */
export interface Guest {
  readonly call: Call;
  readonly announces: boolean;
  readonly entertainment: Entertainment;
  readonly musicClass: string | undefined;
}

/** A bridge in which nobody hears the others; while somebody announces, all hear only that. */
export class HoldingRoom {
  readonly id: string;
  readonly #name: string;
  readonly #guests = new Map<Guest, RoomMember | undefined>();
  readonly #room: MediaRoom;
  readonly #bus: EventBus;

  /** Opened for its first guest. */
  constructor(name: string, call: Call) {
    this.#name = name;
    this.id = nextBridgeId(call.clock);
    this.#room = call.use(mediaPort).openRoom();
    this.#bus = call.use(eventsPort);
    this.#bus.publish(bridgeCreated, this.#snapshot());
  }

  /** True when nobody is in it: it is then over. */
  get empty(): boolean {
    return this.#guests.size === 0;
  }

  /** Takes somebody in until `leave` is called, which is told to those who kick it, too. */
  enter(guest: Guest, leave: () => void): void {
    const { channel } = guest.call;
    this.#guests.set(guest, undefined);
    channel.bridgeId = this.id;
    channel.attachments.set(kickKey, leave);
    channel.touch();
    this.#tell(guest.call, 'joined');
    this.#bus.publish(bridgeEntered, { bridge: this.#snapshot(), channel: channel.snapshot() });
    if (guest.announces) for (const one of this.#guests.keys()) this.#entertain(one);
    else this.#entertain(guest);
  }

  /** Takes somebody out again; the last one closes the room. */
  leave(guest: Guest): void {
    const { channel } = guest.call;
    this.#quiet(guest);
    this.#guests.delete(guest);
    channel.hangupCause ||= cause.normalClearing;
    channel.bridgeId = undefined;
    channel.attachments.delete(kickKey);
    channel.touch();
    this.#tell(guest.call, 'left');
    this.#bus.publish(bridgeLeft, { bridge: this.#snapshot(), channel: channel.snapshot() });
    if (guest.announces) for (const one of this.#guests.keys()) this.#entertain(one);
    if (!this.empty) return;
    this.#room.close();
    this.#bus.publish(bridgeDestroyed, this.#snapshot());
  }

  get #announced(): boolean {
    return [...this.#guests.keys()].some(({ announces }) => announces);
  }

  /** Gives somebody to hear what there is now. */
  #entertain(guest: Guest): void {
    const { call, entertainment, musicClass } = guest;
    const { channel } = call;
    this.#quiet(guest);
    if (this.#announced) {
      const options = { talk: guest.announces, listen: !guest.announces };
      this.#guests.set(guest, channel.media && this.#room.join(channel.media, options));
    } else if (entertainment === 'ringing') {
      const tone = call.use(tonesPort).tone('ring', channel.settings.toneZone);
      if (tone) startTone(channel, tone);
    } else if ((entertainment === 'music' || entertainment === 'hold') && call.has(musicPort))
      call.use(musicPort).start(channel, { wanted: musicClass });
    else if (entertainment === 'silence') channel.media?.play([{ kind: 'silence', durationMs: FOR_EVER_MS }]);
  }

  #quiet(guest: Guest): void {
    const { channel } = guest.call;
    this.#guests.get(guest)?.leave();
    this.#guests.set(guest, undefined);
    stopTone(channel);
    if (guest.call.has(musicPort)) guest.call.use(musicPort).stop(channel);
  }

  #tell(call: Call, what: 'joined' | 'left'): void {
    call.log.verbose(3, `Channel ${call.channel.name} ${what} 'holding_bridge' base-bridge <${this.id}>`);
  }

  #snapshot(): { id: string; kind: string; creator: string; name: string; channels: number } {
    return { id: this.id, kind: 'holding', creator: 'BridgeWait', name: this.#name, channels: this.#guests.size };
  }
}

/** As good as for ever. */
const FOR_EVER_MS = 86_400_000;
