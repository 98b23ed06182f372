import { dirname } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/errors.ts';
import type { EventBus } from '../../base/event-bus.ts';
import type { Logger } from '../../base/log.ts';
import { makeFolder } from '../../base/make-folder.ts';
import type { PortFinder } from '../../base/port.ts';
import type { MediaEngine } from '../../media/facade.ts';
import { eventsPort } from '../../pbx/ports/events.ts';
import { type Mailboxes, mailboxesPort } from '../../pbx/ports/mailboxes.ts';
import { mediaPort } from '../../pbx/ports/media.ts';
import { type Processes, processesPort } from '../../pbx/ports/processes.ts';
import { type Prompts, promptsPort } from '../../pbx/ports/prompts.ts';
import { systemPort } from '../../pbx/ports/system.ts';

/** What recordings of channels need of the house. */
export interface RecordingHouse {
  readonly media: MediaEngine;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Logger;
  readonly processes: Processes;
  readonly prompts: Prompts;
  readonly mailboxes: Mailboxes;
  /** Where recordings with a relative name lie; absolute. */
  readonly folder: string;
}

/** The house as an application, an action or a command sees it. */
export function recordingHouse(from: PortFinder & { readonly clock: Clock; readonly log: Logger }): RecordingHouse {
  return {
    media: from.use(mediaPort),
    bus: from.use(eventsPort),
    clock: from.clock,
    log: from.log,
    processes: from.use(processesPort),
    prompts: from.use(promptsPort),
    mailboxes: from.use(mailboxesPort),
    folder: `${from.use(systemPort).directories.spool}/monitor`,
  };
}

/** Makes the folder of a recording. @returns false, with an error in the log, where that is refused. */
export function openFolder(path: string, log: Logger): boolean {
  try {
    makeFolder(dirname(path));
    return true;
  } catch (error) {
    log.error(`Cannot open ${path}: ${messageOf(error)}`);
    return false;
  }
}
