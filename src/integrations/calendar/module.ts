import { isAbsolute, join } from 'node:path';
import { type Diagnostic, diagnose, hasErrors } from '../../base/diagnostic.ts';
import { readIfThere } from '../../base/read-if-there.ts';
import { defineDeviceStateProvider } from '../../extend/define-device-state-provider.ts';
import { defineModule, type LoadResult } from '../../extend/define-module.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { ledgerPort } from '../../pbx/ports/ledger.ts';
import { originatorPort } from '../../pbx/ports/originator.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { Calendars, calendarsPort } from './calendars.ts';
import { codes } from './codes.ts';
import { type CalendarSection, calendarSchema } from './files/calendar-conf.ts';
import { createFiredReminders } from './fired-reminders.ts';
import { calendarProvidersPort } from './providers-port.ts';
import { settingsOf } from './settings.ts';

/** Calendars: their events for the dialplan, and calls that remind of them. */
export const module = defineModule({
  name: 'res_calendar',
  description: 'Asterisk Calendar integration',
  needs: [channelsPort, configFilesPort, deviceStatesPort, dialplanPort, ledgerPort, originatorPort, systemPort],
  offers: [calendarsPort, calendarProvidersPort],
  start(context) {
    const { clock, log, scope } = context;
    const deviceStates = context.use(deviceStatesPort);
    const calendars = new Calendars({
      clock,
      log,
      fired: createFiredReminders(context.use(ledgerPort).book('reminder'), clock),
      deviceStates,
      channels: context.use(channelsPort),
      dialplan: context.use(dialplanPort),
      originator: context.use(originatorPort),
      // No reminder before all channel drivers are there to give it.
      ready: context.use(systemPort).waitFullyBooted(),
    });
    scope.own('calendars', calendars);
    scope.onClose(
      'device states',
      deviceStates.provide(
        defineDeviceStateProvider({
          prefix: 'Calendar',
          state(name) {
            const calendar = calendars.find(name);
            if (!calendar) return 'INVALID';
            return calendar.isBusy ? 'INUSE' : 'NOT_INUSE';
          },
        }),
      ),
    );
    const load = (): LoadResult => {
      const { file, values, diagnostics } = context.use(configFilesPort).load(calendarSchema);
      if (loaded && (file.rejected || hasErrors(diagnostics)))
        return { ok: false, declined: 'calendar.conf has errors; the calendars stay as they were' };
      const { etc } = context.use(systemPort).directories;
      const authoritiesOf = (section: CalendarSection): string | undefined => {
        const path = section.values.tls_ca_file ?? '';
        if (path === '') return undefined;
        const read = readIfThere(isAbsolute(path) ? path : join(etc, path));
        if (read === undefined) context.report(noAuthorities(section, path));
        return read;
      };
      calendars.configure(values.calendars.flatMap((section) => settingsOf(section, authoritiesOf(section)) ?? []));
      return { ok: true };
    };
    let loaded = false;
    load();
    loaded = true;
    context.offer(calendarsPort, calendars);
    context.offer(calendarProvidersPort, calendars);
    return { reload: load };
  },
});

function noAuthorities(section: CalendarSection, path: string): Diagnostic[] {
  const place = section.at('tls_ca_file')?.value;
  if (!place) return [];
  const parts = { sourceLine: place.sourceLine };
  return [diagnose(codes.noAuthorities, `'${path}' cannot be read`, place.span, parts)];
}
