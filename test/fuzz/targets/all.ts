import type { FuzzTarget } from '../target.ts';
import { agiLines } from './agi-lines.ts';
import { amiSession } from './ami-session.ts';
import { amiStream } from './ami-stream.ts';
import { httpAnswers } from './http-answers.ts';
import { httpPages } from './http-pages.ts';

/** All that is fuzzed. */
export const targets: readonly FuzzTarget[] = [amiStream, amiSession, agiLines, httpAnswers, httpPages];
