import { defineAttachment } from './attachment.ts';

/** What a script has run an application for: a digit that is pressed in it is the script's, and no extension begins with it. */
export interface ScriptDigit {
  digit: string | undefined;
}

/** Kept while the application runs. @see ScriptDigit */
export const scriptDigitKey = defineAttachment<ScriptDigit>('script-digit');
