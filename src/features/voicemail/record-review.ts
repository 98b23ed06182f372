import type { MailboxVoice } from './mailbox-voice.ts';

/** What somebody who has recorded something wants with it; `silent`: nothing was pressed, `operator`: 0 was. */
export type ReviewChoice = 'keep' | 'again' | 'silent' | 'operator';

/** What is reviewed. */
export interface Review {
  /** The recording, without its extension. */
  readonly base: string;
  /** Whether it is marked as urgent now; undefined for greetings, which never are. */
  readonly urgent: boolean | undefined;
  /** 0 leads to the operator. */
  readonly operator: boolean;
  /** Told when the mark changes: a hangup counts what was pressed before. */
  onMark?(urgent: boolean): void;
}

/** So often the menu is told to somebody who presses nothing. */
const MOST_ROUNDS = 4;

/** Lets somebody hear what was recorded, keep it, or say it again. Rejects with the call's reason. @see observed: Asterisk 16 */
export async function reviewRecording(voice: MailboxVoice, review: Review): Promise<ReviewChoice> {
  const marks = review.urgent !== undefined;
  let urgent = review.urgent ?? false;
  let key: string | undefined;
  for (let silent = 0; silent < MOST_ROUNDS; ) {
    key ??= await voice.ask([
      'vm-review',
      ...(marks ? [urgent ? 'vm-review-nonurgent' : 'vm-review-urgent'] : []),
      ...(review.operator ? ['vm-reachoper'] : []),
    ]);
    if (key === undefined) {
      silent++;
      continue;
    }
    if (key === '1') return 'keep';
    if (key === '2') key = await voice.play(review.base);
    else if (key === '3') return 'again';
    else if (key === '0' && review.operator) return 'operator';
    else if (key === '4' && marks) {
      urgent = !urgent;
      review.onMark?.(urgent);
      await voice.play(urgent ? 'vm-marked-urgent' : 'vm-marked-nonurgent');
      key = undefined;
    } else key = await voice.play('vm-sorry');
  }
  return 'silent';
}
