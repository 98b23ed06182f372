import { cause } from '../../channel/cause.ts';
import { asteriskSchema } from '../../config/files/asterisk-conf.ts';
import { applySchema } from '../../config/schema/apply-schema.ts';
import { defineChannelDriver } from '../../extend/define-channel-driver.ts';
import { defineModule, type LoadResult } from '../../extend/define-module.ts';
import { type ConfigFiles, configFilesPort } from '../../pbx/ports/config-files.ts';
import { technologiesPort } from '../../pbx/ports/technologies.ts';
import { gatewayTarget } from './gateway-target.ts';

/**
 * `DAHDI/…` and `Zap/…`, through the gateways of asterisk.conf.
 *
 * Deviation: Asterisk drives telephony cards; today's analog ports are SIP gateways. The channel is one of the gateway's
 * technology and is named so.
 */
export const module = defineModule({
  name: 'chan_dahdi',
  description: 'Ports of telephony cards, through SIP gateways',
  needs: [configFilesPort, technologiesPort],
  start(context) {
    const technologies = context.use(technologiesPort);
    let ports = readPorts(context.use(configFilesPort));
    const driver = defineChannelDriver({
      technologies: ['DAHDI', 'Zap'],
      description: 'Ports of telephony cards, through SIP gateways',
      request(technology, request) {
        const target = gatewayTarget(ports, request.resource);
        if ('dialString' in target && !/^(dahdi|zap)\//i.test(target.dialString))
          return technologies.request(target.dialString, request);
        const reason = 'fault' in target ? target.fault : `'${target.dialString}' is no gateway`;
        context.log.warning(`${technology}/${request.resource} cannot be called: ${reason}`);
        return { ok: false, cause: cause.channelNotImplemented, reason };
      },
      deviceState(_technology, resource) {
        const target = gatewayTarget(ports, resource.split('/')[0] ?? '');
        if (!('dialString' in target) || /^(dahdi|zap)\//i.test(target.dialString)) return undefined;
        return technologies.deviceState(target.dialString);
      },
    });
    context.scope.onClose('driver', technologies.add(driver));
    const reload = (): LoadResult => {
      ports = readPorts(context.use(configFilesPort));
      return { ok: true };
    };
    return { reload };
  },
});

/** The faults of asterisk.conf were told at the start. */
function readPorts(files: ConfigFiles): ReadonlyMap<string, string> {
  const { gateways } = applySchema(files.read(asteriskSchema.file), asteriskSchema).values;
  return new Map(gateways.values.ports.map(({ name, value }) => [name.toLowerCase(), value]));
}
