import { ConsoleClient } from '../clients/console/console-client.ts';
import type { Output } from './output.ts';

/** What is said where no instance answers; programs look for it. */
export function unreachable(path: string): string {
  return `Unable to connect to remote asterisk (does ${path} exist?)\n`;
}

/** `-rx`: runs one command in the running instance. Exit code 0 whatever the command says, 1 where nothing runs. */
export async function remoteCommand(path: string, command: string, output: Output): Promise<number> {
  const client = await ConsoleClient.connect(path, { live: false, colour: false, onPrint: (text) => output.out(text) });
  if (!client) {
    output.err(unreachable(path));
    return 1;
  }
  const result = await client.run(command);
  if (result) output.out(result.text);
  client.close();
  return 0;
}
