import { defineModule } from '../../extend/define-module.ts';
import { commandsPort } from '../../pbx/ports/commands.ts';
import { configFilesPort } from '../../pbx/ports/config-files.ts';
import { systemPort } from '../../pbx/ports/system.ts';
import { cliSchema } from './files/cli-conf.ts';

/** Runs the console commands of cli.conf once the instance is up. What they say goes to the log. */
export const module = defineModule({
  name: 'cli_startup',
  description: 'Console commands at the start',
  needs: [commandsPort, configFilesPort, systemPort],
  start(context) {
    const run = async (): Promise<void> => {
      await context.use(systemPort).waitFullyBooted();
      if (context.scope.closed) return;
      const { file, values } = context.use(configFilesPort).load(cliSchema);
      if (file.rejected) return;
      for (const { name, value } of values.startup_commands.values.commands) {
        if (!value) continue;
        const { ok, text } = await context.use(commandsPort).run(name);
        if (!ok) context.log.warning(`cli.conf: '${name}': ${text.trimEnd()}`);
        else if (text !== '') context.log.verbose(1, text.trimEnd());
      }
    };
    void run();
    return undefined;
  },
});
