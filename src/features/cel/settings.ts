import { CEL_KINDS, type CelKind } from './event.ts';

/** What cel.conf says, made ready. */
export interface CelSettings {
  readonly enabled: boolean;
  readonly all: boolean;
  readonly kinds: ReadonlySet<CelKind>;
  /** In small letters. */
  readonly apps: ReadonlySet<string>;
  readonly allApps: boolean;
  readonly dateFormat: string;
}

/** Makes the settings of lists as they are written. @param complain is told each name that is no kind of event. */
export function celSettings(
  values: {
    enable: boolean;
    events?: readonly string[] | undefined;
    apps?: readonly string[] | undefined;
    dateformat?: string | undefined;
  },
  complain: (name: string) => void,
): CelSettings {
  const words = (values.events ?? []).map((word) => word.trim().toUpperCase()).filter((word) => word !== '');
  const all = words.includes('ALL');
  const kinds = new Set<CelKind>(all ? CEL_KINDS : []);
  for (const word of words) {
    const kind = CEL_KINDS.find((one) => one === word);
    if (kind) kinds.add(kind);
    else if (word !== 'ALL') complain(word);
  }
  const apps = new Set((values.apps ?? []).map((app) => app.trim().toLowerCase()).filter((app) => app !== ''));
  return { enabled: values.enable, all, kinds, apps, allApps: apps.has('all'), dateFormat: values.dateformat ?? '' };
}
