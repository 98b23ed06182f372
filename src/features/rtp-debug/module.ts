import { defineModule } from '../../extend/define-module.ts';
import { mediaPort } from '../../pbx/ports/media.ts';
import { networkPort } from '../../pbx/ports/network.ts';
import { PacketTrace, packetTracePort } from './packet-trace.ts';

/** The packets of calls on the console: `rtp set debug`, `rtcp set debug`. */
export const module = defineModule({
  name: 'res_rtp_asterisk',
  description: 'Asterisk RTP Stack',
  needs: [mediaPort, networkPort],
  offers: [packetTracePort],
  start(context) {
    const { log, scope } = context;
    const trace = new PacketTrace(context.use(mediaPort), (line) => log.verbose(0, line));
    scope.onClose('trace', () => trace.close());
    context.offer(packetTracePort, trace);
    return undefined;
  },
});
