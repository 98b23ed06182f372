import { defineCalendarProvider } from '../../../extend/define-calendar-provider.ts';
import { defineModule } from '../../../extend/define-module.ts';
import { httpFetchPort } from '../../../pbx/ports/http-fetch.ts';
import { ledgerPort } from '../../../pbx/ports/ledger.ts';
import { calendarProvidersPort } from '../providers-port.ts';
import { createCaldavSource } from './caldav-source.ts';

/** Calendars of type `caldav`. */
export const module = defineModule({
  name: 'res_calendar_caldav',
  description: 'Asterisk CalDAV Calendar Integration',
  needs: [calendarProvidersPort, httpFetchPort, ledgerPort],
  start(context) {
    const house = {
      clock: context.clock,
      log: context.log,
      http: context.use(httpFetchPort),
      book: context.use(ledgerPort).book('calendar-write'),
      serverZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    const provider = defineCalendarProvider({
      type: 'caldav',
      description: 'CalDAV calendars',
      open: (location) => createCaldavSource(location, house),
    });
    context.scope.onClose('provider', context.use(calendarProvidersPort).add(provider));
    return undefined;
  },
});
