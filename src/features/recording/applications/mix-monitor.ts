import { end } from '../../../channel/call.ts';
import { rest, text } from '../../../extend/argument.ts';
import { defineApplication } from '../../../extend/define-application.ts';
import { mixMonitorOptions, startMixMonitor } from '../start-mix-monitor.ts';

/** Records both sides of a call in one file. */
export const application = defineApplication({
  name: 'MixMonitor',
  module: 'app_mixmonitor',
  synopsis: 'Records both sides of the call, mixed, while the dialplan goes on',
  description: [
    'Does not answer the call. It is recorded until the call ends or StopMixMonitor(). The extension is the format: wav, WAV, gsm, ulaw, alaw, sln, g722. A relative name lies in astspooldir/monitor.',
    'The command runs in the shell when the file is complete; ${…} in it is replaced now, and ^{…} stands for ${…} where it would have been replaced too early. Never build it from what callers send without FILTER().',
  ],
  arguments: {
    file: text('name.extension; may be left out with r or t'),
    options: mixMonitorOptions,
    command: rest('run when it is over'),
  },
  results: { MIXMONITOR_FILENAME: 'the whole path of the recording' },
  examples: [
    'same => n,MixMonitor(${UNIQUEID}.wav)',
    'same => n,MixMonitor(call.wav,bi(ID),/usr/local/bin/archive ^{MIXMONITOR_FILENAME})',
  ],
  seeAlso: ['StopMixMonitor', 'MIXMONITOR', 'Monitor'],
  async run(call, { file, options, command }) {
    if (file === '' && !options.parameter('r') && !options.parameter('t')) {
      call.log.warning('MixMonitor requires an argument (filename or ,t(filename) and/or r(filename)');
      return end();
    }
    await startMixMonitor(call, { file, options, command });
    return undefined;
  },
});
