import { defineCalendarProvider } from '../../../extend/define-calendar-provider.ts';
import { defineModule } from '../../../extend/define-module.ts';
import { httpFetchPort } from '../../../pbx/ports/http-fetch.ts';
import { calendarProvidersPort } from '../providers-port.ts';
import { createIcalSource } from './ical-source.ts';

/** Calendars of type `ical`. */
export const module = defineModule({
  name: 'res_calendar_icalendar',
  description: 'Asterisk iCalendar .ics file integration',
  needs: [calendarProvidersPort, httpFetchPort],
  start(context) {
    const house = {
      clock: context.clock,
      http: context.use(httpFetchPort),
      serverZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    const provider = defineCalendarProvider({
      type: 'ical',
      description: 'iCalendar .ics calendars',
      open: (location) => createIcalSource(location, house),
    });
    context.scope.onClose('provider', context.use(calendarProvidersPort).add(provider));
    return undefined;
  },
});
