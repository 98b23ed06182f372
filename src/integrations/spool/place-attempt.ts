import type { Logger } from '../../base/log.ts';
import { parseCallerId } from '../../channel/party.ts';
import type { CallFile } from '../../clients/callfile/index.ts';
import type { OriginateTarget, Originator } from '../../pbx/ports/originator.ts';
import { reasonText } from './reason-text.ts';

/** What placing an attempt needs. */
export interface AttemptHouse {
  readonly originator: Originator;
  readonly log: Logger;
}

/** One attempt of a call file. */
export interface Attempt {
  readonly callFile: CallFile;
  /** From 1. */
  readonly number: number;
  /** Told what the technology calls this call, before anything is sent. */
  onCallId(callId: string): void;
  /** Told at the instant of the answer: to be recorded before anything else happens. */
  onAnswered(): void;
  /** Gives up; then the attempt is neither answered nor failed. */
  readonly signal: AbortSignal;
}

/** `dialled`: nothing more is known, since the PBX is being stopped. */
export type AttemptEnd = 'completed' | 'failed' | 'dialled';

/** Calls, and sees the whole call through; on failure runs the extension `failed`. Never rejects. */
export async function placeAttempt(house: AttemptHouse, attempt: Attempt): Promise<AttemptEnd> {
  const { callFile, number } = attempt;
  const dialString = `${callFile.technology}/${callFile.resource}`;
  if (house.log.wantsVerbose(3)) {
    house.log.verbose(3, `Attempting call on ${dialString} for ${targetText(callFile)} (Retry ${number})`);
  }
  const variables = [
    ...callFile.variables.map(({ name, value }) => [name, value] as const),
    ['AST_OUTGOING_ATTEMPT', String(number)] as const,
  ];
  let answered = false;
  const result = await house.originator.originate({
    dialString,
    to: targetOf(callFile),
    timeoutMs: callFile.waitTimeSeconds * 1000,
    variables,
    earlyMedia: callFile.earlyMedia,
    signal: attempt.signal,
    failedExtension: true,
    onChannel(channel) {
      const callId = channel.leg.read?.('call-id');
      if (callId) attempt.onCallId(callId);
    },
    onAnswered() {
      answered = true;
      attempt.onAnswered();
    },
    ...(callFile.callerId !== '' && { caller: parseCallerId(callFile.callerId) }),
    ...(callFile.account !== '' && { accountCode: callFile.account }),
    ...(callFile.codecs !== '' && { codecs: callFile.codecs.split(',').map((codec) => codec.trim()) }),
  });
  if (result.answered) {
    await result.finished;
    house.log.notice(`Call completed to ${dialString}`);
    return 'completed';
  }
  if (answered) return 'completed';
  if (attempt.signal.aborted) return 'dialled';
  house.log.notice(`Call failed to go through, reason (${result.reason}) ${reasonText(result.reason)}`);
  return 'failed';
}

function targetOf({ target }: CallFile): OriginateTarget {
  if (target.kind === 'application') return target;
  const { context, extension, priority } = target;
  return { kind: 'extension', target: { context, exten: extension, priority } };
}

function targetText({ target }: CallFile): string {
  if (target.kind === 'application') return `application ${target.application}(${target.data})`;
  return `${target.extension}@${target.context}:${target.priority}`;
}
