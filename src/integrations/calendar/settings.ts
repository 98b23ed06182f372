import type { Ms } from '../../base/duration.ts';
import { minutes } from '../../base/duration.ts';
import type { CalendarLocation } from '../../extend/define-calendar-provider.ts';
import type { CalendarSection } from './files/calendar-conf.ts';

/** Whom to call for a reminder, and what for. */
export interface NotifySettings {
  /** `TECH/resource`; empty for no reminders. */
  readonly channel: string;
  readonly context: string;
  readonly extension: string;
  /** If set, used instead of context and extension. */
  readonly app: string;
  readonly appdata: string;
  readonly waitMs: Ms;
  /** In order; values are evaluated for each call. */
  readonly variables: ReadonlyArray<{ readonly name: string; readonly value: string }>;
}

/** One calendar as calendar.conf has it. */
export interface CalendarSettings {
  readonly name: string;
  readonly type: string;
  readonly location: CalendarLocation;
  readonly notify: NotifySettings;
  readonly refreshMs: Ms;
  readonly timeframeMs: Ms;
  /** 0: the events' own alarms. */
  readonly autoreminderMs: Ms;
  readonly fetchAgainAtReload: boolean;
}

/**
 * The settings of a section; undefined for one without a known type.
 * @param authorities the certificates of `tls_ca_file`, PEM.
 */
export function settingsOf(
  { name, values }: CalendarSection,
  authorities: string | undefined,
): CalendarSettings | undefined {
  if (values.type === undefined) return undefined;
  return {
    name,
    type: values.type,
    location: {
      name,
      url: values.url,
      user: values.user,
      secret: values.secret?.reveal() ?? '',
      timezone: values.timezone,
      tlsVerify: values.tls_verify,
      ...(authorities !== undefined && { authorities }),
    },
    notify: {
      channel: values.channel,
      context: values.context,
      extension: values.extension,
      app: values.app,
      appdata: values.appdata,
      waitMs: values.waittime,
      variables: values.setvar,
    },
    refreshMs: minutes(values.refresh),
    timeframeMs: minutes(values.timeframe),
    autoreminderMs: minutes(values.autoreminder),
    fetchAgainAtReload: values.fetch_again_at_reload,
  };
}
