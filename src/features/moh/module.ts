import { join } from 'node:path';
import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts';
import { musicOnHoldSchema } from '../../config/files/musiconhold-conf.ts';
import { defineModule, type LoadResult } from '../../extend/define-module.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { musicPort } from '../../pbx/ports/music.ts';
import { processesPort } from '../../pbx/ports/processes.ts';
import { promptsPort } from '../../pbx/ports/prompts.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { builtInClasses, type MusicClasses, readClasses } from './classes.ts';
import { classesPort } from './classes-port.ts';
import type { MusicClass } from './music-class.ts';
import { MusicOnHold } from './music-on-hold.ts';
import { type ProgramHouse, ProgramMusic } from './program-music.ts';

/** Music on hold. */
export const module = defineModule({
  name: 'res_musiconhold',
  description: 'Music On Hold Resource',
  needs: [configFilesPort, processesPort, promptsPort, systemPort],
  offers: [musicPort, classesPort],
  start(context) {
    const { data } = context.use(systemPort).directories;
    const files = context.use(configFilesPort);
    let classes: MusicClasses = builtInClasses(data);
    let preferChannelClass = true;
    const programs = new Map<MusicClass, ProgramMusic>();
    const endPrograms = (): void => {
      const running = [...programs.values()];
      programs.clear();
      for (const program of running) program.close();
    };
    let closing = false;
    context.scope.onClose('programs', () => {
      closing = true;
      endPrograms();
    });
    const programHouse = (): ProgramHouse => ({
      clock: context.clock,
      log: context.log,
      processes: context.use(processesPort),
      folder: join(context.use(systemPort).directories.spool, 'tmp'),
    });
    const music = new MusicOnHold({
      bus: context.bus,
      log: context.log,
      classes: () => classes,
      program(one) {
        const { program } = one.settings;
        if (closing) return undefined;
        const known = programs.get(one) ?? (program && new ProgramMusic(programHouse(), program));
        if (known) programs.set(one, known);
        return known;
      },
      preferChannelClass: () => preferChannelClass,
      announcement(name, language) {
        const found = context.use(promptsPort).find(name, language);
        return found && !(found instanceof Promise) ? found.item : undefined;
      },
      random: Math.random,
    });
    const reload = (): LoadResult => {
      const { file, values, diagnostics } = files.load(musicOnHoldSchema);
      music.forgetComplaints();
      if (file.missing) {
        classes = builtInClasses(data);
        endPrograms();
        return { ok: true };
      }
      if (file.rejected || hasErrors(diagnostics))
        return { ok: false, declined: 'musiconhold.conf is faulty; the music stays as it was' };
      const read = readClasses(values.classes, data);
      const found: readonly Diagnostic[] = read.diagnostics;
      if (found.length > 0) context.report(found);
      classes = read.classes;
      endPrograms();
      preferChannelClass = values.general.values.preferchannelclass;
      return { ok: true };
    };
    reload();
    context.offer(musicPort, music);
    context.offer(classesPort, { list: () => [...classes.values()], reload });
    return { reload };
  },
});
