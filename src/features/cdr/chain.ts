import { defineAttachment } from '../../channel/attachment.ts';
import type { Channel } from '../../channel/channel.ts';
import { formatCallerId } from '../../channel/party.ts';
import { subroutineStackKey } from '../../channel/subroutine.ts';
import { type CdrRecord, type Disposition, noCustomValues } from './record.ts';

/** What all chains of one PBX share. */
export interface CdrHouse {
  now(): number;
  nextSequence(): number;
  /** Whether congestion has a disposition of its own. */
  congestion(): boolean;
  /** Whether a record ends before `h`. */
  endsBeforeHangupExtension(): boolean;
  /** Whether a channel is recorded without asking for it. */
  enabledByDefault(): boolean;
}

/** Causes that tell how a call ended that was never answered. */
const DISPOSITION_OF_CAUSE: Readonly<Record<number, Disposition>> = {
  3: 'FAILED',
  16: 'NO ANSWER',
  17: 'BUSY',
  19: 'NO ANSWER',
  20: 'FAILED',
};
const CONGESTION_CAUSE = 34;

const NO_RECORDS: readonly CdrRecord[] = [];

/** How {@link CdrChain.fork} makes the further record. */
export interface ForkOptions {
  /** The former records end now. */
  readonly endOthers?: boolean;
  /** The answer of an answered channel is now. */
  readonly answerNow?: boolean;
  /** It starts now, and is answered now where the channel is. */
  readonly startNow?: boolean;
  readonly keepVariables?: boolean;
}

/** The records of one channel, in the order in which they began: one at first, and a further one for all that comes after, or beside it. */
export class CdrChain {
  readonly channel: Channel;
  readonly records: CdrRecord[];
  /** Open records of others in which this channel is the other one. */
  asPeer = NO_RECORDS;
  /** A Dial() has made this channel: it is never the first one of a talk with one that was not dialled. */
  dialled = false;
  /** CDR_PROP(party_a): rather the first one than others. */
  preferred = false;
  /** Its `h` runs, and what it does there is not told. */
  sealed = false;
  readonly #house: CdrHouse;
  // Where the channel was at the last event or step.
  #context = '';
  #exten = '';
  #priority = 0;
  readonly #onStep = (): void => this.step();

  constructor(house: CdrHouse, channel: Channel) {
    this.#house = house;
    this.channel = channel;
    this.records = [this.#make(!house.enabledByDefault())];
    this.refresh();
    channel.steps.add(this.#onStep);
  }

  /** Ends its watching of the channel's steps. */
  leave(): void {
    this.channel.steps.remove(this.#onStep);
  }

  /** The current record. */
  get last(): CdrRecord {
    const last = this.records.at(-1);
    if (!last) throw new Error(`${this.channel.name} has no call record`);
    return last;
  }

  /** Takes over into the open records who the channel is and where it is. */
  refresh(): void {
    for (const record of this.records) {
      if (this.sealed || record.phase === 'closed') continue;
      this.#updateParties(record);
      this.#updatePlace(record);
    }
    this.#notePlace();
  }

  /** The same without the place, which is the one of the last step as long as the next one is being prepared. */
  refreshParties(): void {
    for (const record of this.records) if (!this.sealed && record.phase !== 'closed') this.#updateParties(record);
  }

  /** The channel is about to run an application: what has ended is told by a further record, from here on. */
  step(): void {
    if (this.sealed) return;
    const { channel } = this;
    if (channel.hungUp && this.#house.endsBeforeHangupExtension()) {
      this.#seal();
      return;
    }
    if (channel.dialplan) this.dialled = false;
    let open = false;
    for (const record of this.records) {
      if (record.phase === 'answered' && record.peer) this.#end(record);
      open ||= record.phase !== 'closed';
    }
    if (!open && !this.#stands()) this.append();
    for (const record of this.records) if (record.phase !== 'closed') this.#updatePlace(record);
    this.#notePlace();
  }

  /** Adds a record that starts now and knows what the last one knew. */
  append(): CdrRecord {
    const { last } = this;
    const record = this.#make(last.disabled);
    const { dst, dcontext, lastApp, lastData, userField, linkedId } = last;
    Object.assign(record, { dst, dcontext, lastApp, lastData, userField, linkedId, custom: last.custom });
    this.records.push(record);
    this.#updateParties(record);
    return record;
  }

  /** Called on behalf of another channel, but by no Dial() of it: by Page(), or for a transfer. */
  get calledForAnother(): boolean {
    return this.channel.position.application === 'AppDial2' && !this.channel.originated;
  }

  /** The channel comes into a bridge: what has ended is told by a further record. One that was called for another counts as dialled in its first bridge. */
  beforeBridge(): void {
    const further = this.records.every(({ phase }) => phase === 'closed');
    if (this.calledForAnother) this.dialled = !further;
    if (further) this.append();
  }

  /** Who is dialled or talked to. @param copied its own user field and values count too. */
  join(record: CdrRecord, peer: CdrChain, copied: boolean): void {
    this.#part(record);
    record.peer = peer.channel;
    record.untold = false;
    record.dstChannel = peer.channel.name;
    peer.asPeer = peer.asPeer.concat(record);
    if (copied) {
      record.peerUserField = peer.last.userField;
      record.peerCustom = peer.last.custom;
    }
    this.#updateParties(record);
  }

  /** Sets the end of a record, and says how the call ended; once. */
  finish(record: CdrRecord): void {
    if (record.endMs !== undefined) return;
    record.endMs = this.#house.now();
    if (record.disposition !== undefined) return;
    const known = causeOf(this.channel) || (record.peer && causeOf(record.peer));
    if (record.answerMs !== undefined) record.disposition = 'ANSWERED';
    else if (known) record.disposition = this.#dispositionOf(known);
    else record.disposition = 'FAILED';
  }

  /** Nothing more happens to a record. */
  close(record: CdrRecord): void {
    if (record.phase === 'closed') return;
    if (!this.sealed) this.#updateParties(record);
    this.#end(record);
  }

  /** ForkCDR(). False where the current record has ended. */
  fork(options: ForkOptions): boolean {
    this.refresh();
    const { last, channel } = this;
    if (last.phase === 'closed') return false;
    const before = [...this.records];
    const record = this.append();
    const now = this.#house.now();
    Object.assign(record, {
      phase: last.phase,
      bridgeId: last.bridgeId,
      startMs: last.startMs,
      answerMs: last.answerMs,
    });
    const { peer, dstChannel, peerUserField, peerCustom, endMs, disposition } = last;
    Object.assign(record, { peer, dstChannel, peerUserField, peerCustom, endMs, disposition });
    if (options.answerNow && channel.isUp) record.answerMs = now;
    if (options.startNow) {
      record.startMs = now;
      record.answerMs = channel.isUp ? now : undefined;
    }
    if (!options.keepVariables) record.custom = noCustomValues;
    if (options.endOthers) for (const one of before) this.close(one);
    return true;
  }

  /** ResetCDR(): the records start anew, now. */
  reset(keepVariables: boolean): void {
    const now = this.#house.now();
    for (const record of this.records) {
      if (!keepVariables) record.custom = record.peerCustom = noCustomValues;
      Object.assign(record, { startMs: now, endMs: undefined, answerMs: this.channel.isUp ? now : undefined });
    }
  }

  /** It waits in a parking lot, which a record of its own tells of: one of a talk ends. @param space as `lot:space`. */
  park(space: string): void {
    this.refresh();
    for (const record of this.records) if (record.phase !== 'single') this.close(record);
    const record = this.records.find(({ phase }) => phase === 'single') ?? this.append();
    Object.assign(record, { lastApp: 'Park', lastData: space, lockedApp: true, parked: true });
  }

  /** It waits there no longer. Where it has gone since is known: the first step there begins no further record. */
  unpark(): void {
    for (const record of this.records) if (record.parked) this.close(record);
    this.refresh();
  }

  /** It takes a call of others, who tell of it: its own records so far are none. */
  giveWay(): void {
    for (const record of this.records) record.untold = !record.peer;
  }

  /** NoCDR() and CDR_PROP(disable): for all records, and those that come after them. */
  disable(disabled: boolean): void {
    for (const record of this.records) record.disabled = disabled;
  }

  /** Sets the user field, in the records of others that tell of this channel too. */
  setUserField(value: string): void {
    for (const record of this.#writable()) record.userField = value;
    for (const record of this.asPeer) record.peerUserField = value;
  }

  /** Sets a value of the user's own. */
  setCustom(name: string, value: string): void {
    for (const record of this.#writable()) record.custom = new Map(record.custom).set(name, value);
    for (const record of this.asPeer) record.peerCustom = new Map(record.peerCustom).set(name, value);
  }

  #writable(): CdrRecord[] {
    return this.records.filter((record, at) => record.phase !== 'closed' || at === this.records.length - 1);
  }

  #part(record: CdrRecord): void {
    const peer = record.peer?.attachments.get(cdrKey);
    if (peer) peer.asPeer = peer.asPeer.filter((one) => one !== record);
  }

  #notePlace(): void {
    const { context, exten, priority } = this.channel.position;
    this.#context = context;
    this.#exten = exten;
    this.#priority = priority;
  }

  /** Whether the channel is where it was at the last event or step. */
  #stands(): boolean {
    const { context, exten, priority } = this.channel.position;
    return priority === this.#priority && exten === this.#exten && context === this.#context;
  }

  #end(record: CdrRecord): void {
    this.finish(record);
    record.phase = 'closed';
    this.#part(record);
  }

  /** The first step of `h`: what it does is not told. */
  #seal(): void {
    for (const record of this.records) this.finish(record);
    this.sealed = true;
  }

  #updateParties(record: CdrRecord): void {
    const { channel } = this;
    const { position, parties, settings } = channel;
    record.linkedId = channel.linkedId;
    record.clid = formatCallerId(parties.caller);
    record.src = parties.caller.number ?? '';
    record.amaFlags = settings.amaFlags;
    record.accountCode = settings.accountCode;
    record.peerAccount = record.peer?.settings.accountCode ?? '';
    record.dialled =
      this.dialled || this.calledForAnother || (position.application === 'AppDial' && !channel.originated);
    if (channel.isUp) record.answerMs ??= this.#house.now();
  }

  #updatePlace(record: CdrRecord): void {
    const { channel } = this;
    const { exten, context, application, applicationData } = channel.position;
    // Of a routine the extension that has called it is told; of `h` and what runs after it, itself.
    if (!inRoutine(channel) || (channel.hungUp && exten === 'h')) {
      record.dst = exten;
      record.dcontext = context;
    }
    const dummy =
      application === '' || this.calledForAnother || (application.startsWith('AppDial') && record.lastApp !== '');
    if (record.lockedApp || dummy) return;
    record.lastApp = application;
    record.lastData = applicationData;
    record.lockedApp = application === 'Dial';
  }

  #dispositionOf(cause: number): Disposition {
    if (cause === CONGESTION_CAUSE) return this.#house.congestion() ? 'CONGESTION' : 'FAILED';
    return DISPOSITION_OF_CAUSE[cause] ?? 'NO ANSWER';
  }

  #make(disabled: boolean): CdrRecord {
    const { name, uniqueId, linkedId } = this.channel;
    // Each by its name: after a spread V8 adds property by property, which takes longer and more room.
    return {
      channel: name,
      uniqueId,
      linkedId,
      sequence: this.#house.nextSequence(),
      startMs: this.#house.now(),
      clid: '',
      src: '',
      dst: '',
      dcontext: '',
      dstChannel: '',
      lastApp: '',
      lastData: '',
      answerMs: undefined,
      endMs: undefined,
      disposition: undefined,
      amaFlags: 3,
      accountCode: '',
      peerAccount: '',
      userField: '',
      custom: noCustomValues,
      disabled,
      phase: 'single',
      peer: undefined,
      peerUserField: '',
      peerCustom: noCustomValues,
      bridgeId: '',
      lockedApp: false,
      dialled: false,
      parked: false,
      untold: false,
    };
  }
}

/** The records of a channel. */
export const cdrKey = defineAttachment<CdrChain>('cdr');

/** What somebody has told of its end: not what stands in for that where nobody has. */
function causeOf(channel: Channel): number {
  return channel.released ? channel.toldCause : channel.hangupCause;
}

function inRoutine({ attachments, variables }: Channel): boolean {
  return (attachments.get(subroutineStackKey)?.length ?? 0) > 0 || Number(variables.get('MACRO_DEPTH') ?? 0) > 0;
}
