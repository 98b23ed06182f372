import { join } from 'node:path';
import { hasErrors } from '../../base/diagnostic.ts';
import { indicationsSchema } from '../../config/files/indications-conf.ts';
import { defineModule, type LoadResult, type ModuleDefinition } from '../../extend/define-module.ts';
import { type ConfigFiles, configFilesPort } from '../../pbx/ports/config-files.ts';
import { processesPort } from '../../pbx/ports/processes.ts';
import { promptsPort, tonesPort } from '../../pbx/ports/prompts.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { soundRootsPort, toneZonesPort } from './ports.ts';
import { createPrompts } from './prompts.ts';
import { SoundFolders } from './sound-folders.ts';
import { Speaker } from './speaker.ts';
import { defaultZones, ToneZones } from './tones.ts';
import { readZones } from './zones.ts';

/** Prompts and tones. @param stock folders of installed sounds, searched after the instance's own. */
export function soundsModule(stock: readonly string[]): ModuleDefinition {
  return defineModule({
    name: 'sounds',
    description: 'Prompts and tones',
    needs: [configFilesPort, processesPort, systemPort],
    offers: [promptsPort, tonesPort, toneZonesPort, soundRootsPort],
    start(context) {
      const { data, cache } = context.use(systemPort).directories;
      const recordings = join(data, 'sounds');
      const roots = [...new Set([recordings, ...stock])];
      const folders = new SoundFolders(roots);
      const speaker = new Speaker({
        processes: context.use(processesPort),
        log: context.log,
        folder: join(cache, 'spoken'),
        signal: context.scope.signal,
      });
      const zones = new ToneZones();
      const reload = (): LoadResult => {
        folders.refresh();
        speaker.retry();
        return loadZones(context.use(configFilesPort), zones);
      };
      reload();
      context.offer(promptsPort, createPrompts({ folders, speaker, recordings }));
      context.offer(tonesPort, zones);
      context.offer(toneZonesPort, zones);
      context.offer(soundRootsPort, roots);
      return { reload };
    },
  });
}

/** Where Debian and Asterisk itself install sounds. */
export const stockSoundFolders: readonly string[] = ['/usr/share/asterisk/sounds', '/var/lib/asterisk/sounds'];

/** @see soundsModule */
export const module = soundsModule(stockSoundFolders);

function loadZones(files: ConfigFiles, zones: ToneZones): LoadResult {
  const { file, values, diagnostics } = files.load(indicationsSchema);
  if (file.missing) {
    zones.replace(defaultZones);
    return { ok: true };
  }
  if (file.rejected || hasErrors(diagnostics))
    return { ok: false, declined: 'indications.conf is faulty; the tones stay as they were' };
  zones.replace(readZones(values.general.values.country, values.countries));
  return { ok: true };
}
