import { isAbsolute, join } from 'node:path';
import { makeFolder } from '../base/make-folder.ts';
import type { asteriskSchema } from '../config/files/asterisk-conf.ts';
import type { AppliedSections } from '../config/schema/schema.ts';
import type { Directories } from './ports/system.ts';

/** Where an instance without [directories] keeps everything: under one state folder. */
export function directoriesUnder(state: string, etc: string): Directories {
  return {
    etc,
    modules: join(state, 'modules'),
    varlib: join(state, 'lib'),
    db: join(state, 'lib'),
    keys: join(state, 'lib'),
    data: join(state, 'lib'),
    agi: join(state, 'lib', 'agi-bin'),
    spool: join(state, 'spool'),
    run: join(state, 'run'),
    log: join(state, 'log'),
    cache: join(state, 'cache'),
    sbin: join(state, 'sbin'),
  };
}

type DirectoriesSection = AppliedSections<typeof asteriskSchema.sections>['directories'];

const NAMES: Readonly<Record<keyof Directories, keyof DirectoriesSection['values']>> = {
  etc: 'astetcdir',
  modules: 'astmoddir',
  varlib: 'astvarlibdir',
  db: 'astdbdir',
  keys: 'astkeydir',
  data: 'astdatadir',
  agi: 'astagidir',
  spool: 'astspooldir',
  run: 'astrundir',
  log: 'astlogdir',
  cache: 'astcachedir',
  sbin: 'astsbindir',
};

/**
 * The directories of an instance: those that asterisk.conf names, the rest where Asterisk has them if there is a [directories]
 * section at all, and under `state` if there is none.
 */
export function resolveDirectories(section: DirectoriesSection, etc: string, state: string): Directories {
  if (section.sections.length === 0) return directoriesUnder(state, etc);
  const given = Object.entries(NAMES).flatMap(([key, name]) => {
    const value = section.values[name];
    return value ? [[key, isAbsolute(value) ? value : join(etc, value)]] : [];
  });
  return { ...STOCK, etc, ...Object.fromEntries(given) };
}

const STOCK: Directories = {
  etc: '/etc/asterisk',
  modules: '/usr/lib/asterisk/modules',
  varlib: '/var/lib/asterisk',
  db: '/var/lib/asterisk',
  keys: '/var/lib/asterisk',
  data: '/var/lib/asterisk',
  agi: '/var/lib/asterisk/agi-bin',
  spool: '/var/spool/asterisk',
  run: '/var/run/asterisk',
  log: '/var/log/asterisk',
  cache: '/var/cache/asterisk',
  sbin: '/usr/sbin',
};

/** Makes the folders that programs expect after the start. @throws the system's error where one cannot be made. */
export function makeDirectories(directories: Directories): void {
  const { varlib, db, data, agi, spool, run, log } = directories;
  for (const folder of [varlib, db, agi, run, log, join(log, 'cdr-csv'), join(data, 'sounds')]) makeFolder(folder);
  for (const name of ['outgoing', 'outgoing_done', 'tmp', 'monitor', 'voicemail']) makeFolder(join(spool, name));
}
