import { defineCliCommand } from '../../extend/define-cli-command.ts';
import { channelsPort } from '../../pbx/ports/channels.ts';
import { callTracesPort } from '../trace/call-traces.ts';
import { renderTrace } from '../trace/render-trace.ts';

/** `core trace CHANNEL`: why a call went where it went. Asterisk has no such command. */
export const command = defineCliCommand({
  command: 'core trace [<channel>] [on|off]',
  module: 'core',
  synopsis: 'Tell why a call went where it went',
  usage: `Prints each priority that a channel has run, with its line in the file, the values that were filled in, and
where it led. Calls are noted down while a console shows verbosity 3 or more, and after 'core trace all on';
of one that is not, it is begun now. A call that is over is remembered for a while: 'core trace' lists them.
off forgets what is known of a channel.`,
  complete(context, typed) {
    if (typed.length > 0) return [];
    const known = context
      .use(callTracesPort)
      .list()
      .map(({ channel }) => channel);
    const live = context
      .use(channelsPort)
      .list()
      .map(({ name }) => name);
    return [...new Set(['all', ...live, ...known])];
  },
  run(context, [name, word]) {
    const traces = context.use(callTracesPort);
    if (name === undefined) {
      const rows = traces
        .list()
        .map(
          ({ channel, over, events }) =>
            `${channel.padEnd(40)} ${over ? 'over' : 'live'} ${String(events.length).padStart(6)}\n`,
        );
      return `${'Channel'.padEnd(40)} ${'Call'.padEnd(4)} ${'Events'}\n${rows.join('')}${rows.length} calls noted down\n`;
    }
    if (name === 'all') {
      if (word === undefined) return { usage: true };
      traces.all = word === 'on';
      return `New calls are ${traces.all ? 'noted down from now on' : 'no longer noted down'}.\n`;
    }
    if (word === 'off')
      return traces.forget(name) ? `The trace of ${name} is forgotten.\n` : `Nothing is known of ${name}.\n`;
    const known = traces.of(name);
    if (known) return renderTrace(known, context.clock.now());
    const channel = context.use(channelsPort).find(name);
    if (!channel) return { failed: true, text: `${name} is not a known channel\n` };
    traces.follow(channel);
    const { exten, context: place, priority, application, applicationData } = channel.position;
    const at = application === '' ? '' : ` in ${application}(${applicationData})`;
    return `${channel.name} was not noted down so far; it is from now on. It is at ${exten}@${place}:${priority}${at}.\n`;
  },
});
