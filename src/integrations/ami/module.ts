import { aclSchema } from '../../config/files/acl-conf.ts';
import { managerSchema } from '../../config/files/manager-conf.ts';
import { eventWriterPort } from '../../extend/define-event.ts';
import { defineModule } from '../../extend/define-module.ts';
import { bridgesPort } from '../../pbx/ports/bridges.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { commandsPort } from '../../pbx/ports/commands.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { deviceStatesPort } from '../../pbx/ports/device-states.ts';
import { dialplanPort } from '../../pbx/ports/dialplan.ts';
import { extensionStatesPort } from '../../pbx/ports/extension-states.ts';
import { mailboxesPort } from '../../pbx/ports/mailboxes.ts';
import { modulesPort } from '../../pbx/ports/modules.ts';
import { networkPort } from '../../pbx/ports/network.ts';
import { originatorPort } from '../../pbx/ports/originator.ts';
import { presencesPort } from '../../pbx/ports/presence.ts';
import { registryPort } from '../../pbx/ports/registry.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { webServerPort } from '../../pbx/ports/web-server.ts';
import { fullyBooted } from './events/fully-booted.ts';
import { AmiServer } from './server.ts';
import { managerSessionsPort } from './sessions-port.ts';
import { type ManagerSettings, readSettings } from './settings.ts';
import { WebAccess } from './web/web-access.ts';

/** AMI, the interface of programs: manager.conf. */
export const module = defineModule({
  name: 'manager',
  description: 'Asterisk Manager Interface',
  needs: [
    bridgesPort,
    channelsPort,
    commandsPort,
    configFilesPort,
    deviceStatesPort,
    dialplanPort,
    extensionStatesPort,
    mailboxesPort,
    modulesPort,
    networkPort,
    originatorPort,
    presencesPort,
    registryPort,
    systemPort,
    webServerPort,
  ],
  offers: [eventWriterPort, managerSessionsPort],
  async start(context) {
    const { clock, bus, log, scope } = context;
    const read = (): ManagerSettings => {
      const files = context.use(configFilesPort);
      const { settings, problems } = readSettings(files.load(managerSchema), files.load(aclSchema));
      for (const problem of problems) log.warning(problem);
      return settings;
    };
    const system = context.use(systemPort);
    const server = new AmiServer({ ports: context, network: context.use(networkPort), clock, bus, log }, read());
    scope.own('server', server);
    context.offer(eventWriterPort, server.writer);
    await server.listen();
    const web = context.scope.own('pages', new WebAccess(server, context.use(webServerPort)));
    web.configure();
    context.offer(managerSessionsPort, server);
    void system.waitFullyBooted().then(() => bus.publish(fullyBooted, { system, nowMs: clock.now() }));
    return {
      async reload() {
        await server.configure(read());
        web.configure();
        return { ok: true };
      },
    };
  },
});
