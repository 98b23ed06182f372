import { basename, dirname, join } from 'node:path';
import type { Logger } from '../base/log.ts';
import { diskSource } from '../config/disk-source.ts';
import { asteriskSchema } from '../config/files/asterisk-conf.ts';
import { layeredSource } from '../config/layered-source.ts';
import type { AppliedSections } from '../config/schema/schema.ts';
import type { ConfigSource } from '../config/source.ts';
import { resolveDirectories } from './paths.ts';
import type { Directories } from './ports/system.ts';
import { createConfigFiles } from './services/config-files.ts';

/** Where an instance's configuration lies. */
export interface InstancePlace {
  /** The configuration folder, absolute. */
  readonly etc: string;
  /** asterisk.conf, where it is not the one in {@link etc}. */
  readonly asteriskConf?: string | undefined;
  /** Everything that is written lies here, unless asterisk.conf has [directories]. */
  readonly state: string;
  /** Generated files that stand before those of {@link etc}. */
  readonly generated?: string | undefined;
}

/** What an instance's asterisk.conf says. */
export interface InstanceSettings {
  readonly directories: Directories;
  readonly controlPath: string;
  readonly values: AppliedSections<typeof asteriskSchema.sections>;
}

/** The configuration files of a place. @param etc the folder, where asterisk.conf moves it elsewhere. */
export function configSource(place: InstancePlace, etc = place.etc): ConfigSource {
  const folder = diskSource(etc);
  return place.generated === undefined ? folder : layeredSource(diskSource(place.generated), folder);
}

/** Reads the asterisk.conf of a place, without starting anything. Faults are told to `log`. */
export function readInstanceSettings(place: InstancePlace, log: Logger): InstanceSettings {
  const elsewhere = place.asteriskConf;
  const source = elsewhere === undefined ? configSource(place) : diskSource(dirname(elsewhere));
  const files = createConfigFiles(source, log);
  const { values } = files.load(asteriskSchema, elsewhere === undefined ? undefined : basename(elsewhere));
  const directories = resolveDirectories(values.directories, place.etc, place.state);
  return { directories, values, controlPath: join(directories.run, values.files.values.astctl) };
}
