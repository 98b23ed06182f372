import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { applicationKind } from '../../../extend/kinds.ts';
import { dialplanPort } from '../../../pbx/ports/dialplan.ts';
import { type OriginateTarget, originatorPort } from '../../../pbx/ports/originator.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';

/** How long the called side may ring, as in Asterisk. */
const RING_MS = 30_000;

/** `channel originate TECH/RESOURCE application|extension …`. */
export const command = defineCliCommand({
  command: 'channel originate <tech/resource> <application-or-extension> <target...>',
  module: 'core',
  synopsis: 'Place a call',
  usage: `channel originate SIP/alice application Playback hello-world
    calls alice and runs one application when she answers; what follows the name are its arguments.
channel originate SIP/alice extension 100@inside
    calls alice and runs the dialplan from there. Without a context it is 'default', without an extension 's'.
The called side may ring for 30 seconds. The command does not wait for the call.`,
  complete(context, words) {
    if (words.length === 1) return ['application', 'extension'];
    if (words[1] === 'application' && words.length === 2)
      return context
        .use(registryPort)
        .list(applicationKind)
        .map(({ name }) => name);
    if (words[1] === 'extension' && words.length === 2)
      return context.use(dialplanPort).contexts.map((name) => `s@${name}`);
    return [];
  },
  run(context, [dialString = '', kind, ...rest]) {
    if (!dialString.includes('/') || (kind !== 'application' && kind !== 'extension')) return { usage: true };
    const to = kind === 'application' ? applicationTarget(rest) : extensionTarget(rest);
    if (!to) return { usage: true };
    void context.use(originatorPort).originate({ dialString, to, timeoutMs: RING_MS });
    return '';
  },
});

function applicationTarget([application = '', ...data]: readonly string[]): OriginateTarget {
  return { kind: 'application', application, data: data.join(' ') };
}

function extensionTarget([place = '', ...more]: readonly string[]): OriginateTarget | undefined {
  if (more.length > 0) return undefined;
  const at = place.indexOf('@');
  const exten = at < 0 ? place : place.slice(0, at);
  const context = at < 0 ? '' : place.slice(at + 1);
  return { kind: 'extension', target: { context: context || 'default', exten: exten || 's', priority: 1 } };
}
