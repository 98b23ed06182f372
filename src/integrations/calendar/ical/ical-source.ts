import type { Clock } from '../../../base/clock.ts';
import type {
  CalendarFetch,
  CalendarLocation,
  CalendarSource,
  CalendarWindow,
} from '../../../extend/define-calendar-provider.ts';
import type { HttpClient } from '../../../net/http.ts';
import { loadText, type TextVersion } from './load-text.ts';
import { readApart } from './read-apart.ts';

/** What the provider needs. */
export interface IcalHouse {
  readonly clock: Clock;
  readonly http: HttpClient;
  /** The server's own zone, an IANA name. */
  readonly serverZone: string;
}

/** The last answer that was a calendar. */
interface GoodText {
  readonly bytes: Uint8Array;
  readonly version: TextVersion;
}

/**
 * A calendar that lies as one .ics text on a web server or in a file. Whatever the server answers, the last good text
 * stays and is brought up to the window that is asked for.
 */
export function createIcalSource(location: CalendarLocation, house: IcalHouse): CalendarSource {
  let good: GoodText | undefined;

  const read = (bytes: Uint8Array, window: CalendarWindow, signal: AbortSignal): ReturnType<typeof readApart> =>
    readApart(
      bytes,
      { name: `calendar ${location.name}`, ...window, timezone: location.timezone, serverZone: house.serverZone },
      house.clock,
      signal,
    );

  const fallBack = async (fault: string, window: CalendarWindow, signal: AbortSignal): Promise<CalendarFetch> => {
    const result = good && (await read(good.bytes, window, signal));
    return { events: result?.kind === 'calendar' ? result.events : undefined, fault, diagnostics: [] };
  };

  return {
    async fetch(window, signal) {
      const loaded = await loadText(location, good?.version, house.http, signal);
      if (loaded.kind === 'fault') return fallBack(loaded.fault, window, signal);
      const text = loaded.kind === 'new' ? loaded : good;
      if (!text)
        return fallBack('the server says that nothing has changed, but it was never asked before', window, signal);
      const result = await read(text.bytes, window, signal);
      switch (result.kind) {
        case 'calendar':
          good = { bytes: text.bytes, version: text.version };
          return { events: result.events, fault: undefined, diagnostics: result.diagnostics };
        case 'no-calendar':
          return fallBack(`the answer is no calendar but ${result.found}`, window, signal);
        case 'too-heavy':
          return fallBack(result.why, window, signal);
      }
    },
  };
}
