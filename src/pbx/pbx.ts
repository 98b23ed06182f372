import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/errors.ts';
import { EventBus } from '../base/event-bus.ts';
import type { LogHub } from '../base/log.ts';
import { PortRegistry } from '../base/port.ts';
import { Scope } from '../base/scope.ts';
import { refuseCall } from '../channel/prompt/refuse.ts';
import { waitForExtension } from '../channel/prompt/wait-for-extension.ts';
import { ChannelTable } from '../channel/table.ts';
import type { ReadOptions } from '../config/read-config.ts';
import type { ConfigSource } from '../config/source.ts';
import { checkModelInSlices } from '../dialplan/check/check-model.ts';
import { DialplanService } from '../dialplan/dialplan-service.ts';
import { createExtensionStates } from '../dialplan/extension-states.ts';
import { createLoader, dialplanFilesPort } from '../dialplan/loader.ts';
import { generatedContexts } from '../dialplan/model/generated-contexts.ts';
import { callTracesPort } from '../dialplan/trace/call-traces.ts';
import { emptyProgram } from '../dialplan/walker/program.ts';
import { Registry } from '../extend/registry.ts';
import type { MediaEngine } from '../media/facade.ts';
import type { HttpClient } from '../net/http.ts';
import { createHttpClient } from '../net/http-client.ts';
import type { Network } from '../net/network.ts';
import { createResolver, type Resolver } from '../net/resolver.ts';
import { bridgesPort } from './ports/bridges.ts';
import { channelsPort } from './ports/channels.ts';
import { commandsPort } from './ports/commands.ts';
import { configFilesPort } from './ports/config-files.ts';
import { deviceStatesPort } from './ports/device-states.ts';
import { type Dialplan, dialplanPort } from './ports/dialplan.ts';
import { eventsPort } from './ports/events.ts';
import { extensionStatesPort } from './ports/extension-states.ts';
import { generatedDialplanPort } from './ports/generated-dialplan.ts';
import { globalsPort } from './ports/globals.ts';
import { httpFetchPort } from './ports/http-fetch.ts';
import { type Logging, loggingPort } from './ports/logging.ts';
import { mailboxesPort } from './ports/mailboxes.ts';
import { mediaPort } from './ports/media.ts';
import { messagesPort } from './ports/messages.ts';
import { modulesEnding, modulesPort } from './ports/modules.ts';
import { networkPort } from './ports/network.ts';
import { originatorPort } from './ports/originator.ts';
import { presencesPort } from './ports/presence.ts';
import { type Processes, processesPort } from './ports/processes.ts';
import { tonesPort } from './ports/prompts.ts';
import { registryPort } from './ports/registry.ts';
import { resolverPort } from './ports/resolver.ts';
import { type System, systemPort } from './ports/system.ts';
import { technologiesPort } from './ports/technologies.ts';
import { createBridges } from './services/bridges.ts';
import { createCommandRunner } from './services/command-runner.ts';
import { createConfigFiles } from './services/config-files.ts';
import { createDeviceStates } from './services/device-states.ts';
import { createGlobals } from './services/globals.ts';
import { createMailboxes } from './services/mailboxes.ts';
import { createMessages } from './services/messages.ts';
import { type Manifest, ModuleManager, type ModulePolicy } from './services/module-manager.ts';
import { createOriginator } from './services/originator.ts';
import { createPresences } from './services/presences.ts';
import { createTechnologies } from './services/technologies.ts';

/** Everything a PBX is made of that differs between a server, a test and a simulation. */
export interface PbxParts {
  readonly manifest: Manifest;
  readonly clock: Clock;
  readonly logHub: LogHub;
  readonly config: ConfigSource;
  readonly readOptions?: ReadOptions;
  readonly media: MediaEngine;
  readonly network: Network;
  /** Asks web servers; the machine's own client if left out. */
  readonly http?: HttpClient;
  /** Asks the domain name system; the machine's own resolver unless given. */
  readonly resolver?: Resolver;
  readonly processes: Processes;
  readonly system: System;
  /** The logs, where the instance has any to be looked at and turned. */
  readonly logging?: Logging;
  readonly policy: ModulePolicy;
}

/** A running PBX. Closing it hangs up what is left, then ends its modules. */
export interface Pbx {
  readonly ports: PortRegistry;
  readonly channels: ChannelTable;
  readonly dialplan: DialplanService;
  readonly modules: ModuleManager;
  readonly bus: EventBus;
  close(): Promise<void>;
}

/** How long a caller hears busy or congestion when the dialplan runs out after a Dial that failed. */
const FAILURE_MS = 10_000;

/** Puts a PBX together from its parts and starts its modules. The caller closes it. */
export async function openPbx(parts: PbxParts): Promise<Pbx> {
  const { clock, logHub } = parts;
  const log = logHub.logger('pbx');
  const scope = new Scope('pbx');
  const everything = Registry.of(parts.manifest.contributions);
  const bus = new EventBus((topic, error) => log.error(`a listener to ${topic} failed: ${messageOf(error)}`));
  const ports = new PortRegistry();
  const registry = new Registry();
  const globals = createGlobals(bus);
  const technologies = createTechnologies(() => parts.system.refusal);
  const channels = new ChannelTable({ clock, bus, log });
  const configFiles = createConfigFiles(parts.config, logHub.logger('config'), parts.readOptions);
  const hint: Dialplan['hint'] = (context, exten) => dialplan.hint(context, exten);
  const dialplan: DialplanService = new DialplanService(
    {
      clock,
      bus,
      log,
      ports,
      asCall: (work) => logHub.asCall(work),
      globals,
      registry,
      builtins: (channel) => ({
        channel,
        clock,
        system: parts.system,
        hint,
      }),
      waitForExtension(call) {
        const { context } = call.channel.position;
        const caller = call.channel.parties.caller.number;
        return waitForExtension(call, {
          context,
          exists: (exten) => dialplan.exists({ context, exten, priority: 1 }, caller),
          matchMore: (digits) => dialplan.match(context, digits, caller).matchMore,
        });
      },
      signalFailure: (call, indication) =>
        refuseCall(call, indication, ports.has(tonesPort) ? ports.use(tonesPort) : undefined, FAILURE_MS),
    },
    emptyProgram,
  );
  ports.offer(
    bridgesPort,
    createBridges(bus, () => clock.now()),
  );
  ports.offer(channelsPort, channels);
  ports.offer(commandsPort, createCommandRunner({ registry, ports, clock, log }));
  ports.offer(configFilesPort, configFiles);
  ports.offer(deviceStatesPort, createDeviceStates(bus, technologies));
  ports.offer(mailboxesPort, createMailboxes(bus));
  ports.offer(messagesPort, createMessages({ channels, dialplan, log }));
  ports.offer(presencesPort, createPresences(bus));
  ports.offer(dialplanPort, dialplan);
  ports.offer(eventsPort, bus);
  const dialplanFiles = createLoader({
    service: dialplan,
    configFiles,
    globals,
    log,
    // against all that could be loaded: at this time not everything is
    check: (file, model, elsewhere) =>
      checkModelInSlices(file, model, everything, { legacySyntax: parts.system.legacySyntax, elsewhere }),
    now: () => clock.now(),
    legacy: () => parts.system.legacySyntax,
  });
  ports.offer(dialplanFilesPort, dialplanFiles);
  ports.offer(callTracesPort, dialplan.traces);
  ports.offer(generatedDialplanPort, {
    put: (owner, contexts) => dialplanFiles.put(owner, generatedContexts(contexts)),
  });
  ports.offer(
    extensionStatesPort,
    createExtensionStates({ bus, dialplan, devices: ports.use(deviceStatesPort), model: () => dialplanFiles.model }),
  );
  ports.offer(globalsPort, globals);
  if (parts.logging) ports.offer(loggingPort, parts.logging);
  ports.offer(httpFetchPort, parts.http ?? createHttpClient(clock));
  ports.offer(resolverPort, parts.resolver ?? createResolver());
  ports.offer(mediaPort, parts.media);
  ports.offer(networkPort, parts.network);
  ports.offer(originatorPort, createOriginator({ clock, bus, log, channels, technologies, dialplan }));
  ports.offer(processesPort, parts.processes);
  ports.offer(registryPort, registry);
  ports.offer(systemPort, parts.system);
  ports.offer(technologiesPort, technologies);
  const modules = new ModuleManager({
    manifest: parts.manifest,
    registry,
    ports,
    clock,
    bus,
    logHub,
    configFiles,
    scope,
  });
  ports.offer(modulesPort, modules);
  await modules.loadAll(parts.policy);
  return {
    ports,
    channels,
    dialplan,
    modules,
    bus,
    async close() {
      const clean = channels.size === 0;
      for (const channel of channels.list()) channel.requestHangup();
      bus.publish(modulesEnding, { clean, restart: parts.system.restarting ?? false });
      await scope.close();
    },
  };
}
