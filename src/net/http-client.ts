import type { Clock } from '../base/clock.ts';
import type { HttpClient } from './http.ts';

/** A client on the machine's own network. @param clock for the time limit. @param userAgent how it names itself. */
export function createHttpClient(clock: Clock, userAgent = 'Asterism'): HttpClient {
  return {
    async fetch(request) {
      // Node's HTTP takes its time to load, and most instances never need it.
      const { exchangeAll } = await import('./http-exchange.ts');
      return exchangeAll(request, clock, userAgent);
    },
  };
}
