import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { hasErrors } from '../base/diagnostic.ts';
import { renderDiagnostic } from '../base/diagnostic-render.ts';
import { HomeBridge } from '../integrations/home/home-bridge.ts';
import { openHttpFace } from '../integrations/home/http-face.ts';
import { readHomeSettings } from '../integrations/home/settings.ts';
import { formatAddress } from '../net/address.ts';
import { systemNetwork } from '../net/node-network.ts';
import type { Output } from './output.ts';

const USAGE = `usage: asterism home DIR
Connects a smart home with the telephones of an Asterism or Asterisk, as plugin.conf, items.conf and logic.conf in DIR say.
Prints every changed item and every triggered logic; with an http_token in plugin.conf it answers over HTTP too. Ends with Ctrl-C.
`;

/** `asterism home DIR`. @returns the exit code: 1 where the files are wrong or the HTTP port is taken, 2 where the command was used wrongly. */
export async function home(args: readonly string[], output: Output): Promise<number> {
  const [directory, ...more] = args;
  if (directory === undefined || more.length > 0 || directory.startsWith('-')) {
    output.err(USAGE);
    return 2;
  }
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    output.err(`asterism home: ${directory} is not a folder\n`);
    return 2;
  }
  const read = (name: string): string => {
    const path = join(directory, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  const { settings, diagnostics } = readHomeSettings({
    plugin: read('plugin.conf'),
    items: read('items.conf'),
    logics: read('logic.conf'),
  });
  for (const diagnostic of diagnostics) output.err(`${renderDiagnostic(diagnostic, { colour: output.colour })}\n`);
  if (hasErrors(diagnostics)) return 1;

  const log = {
    notice: (message: string) => output.err(`asterism home: ${message}\n`),
    warning: (message: string) => output.err(`asterism home: ${message}\n`),
  };
  const bridge = new HomeBridge({ network: systemNetwork, clock: systemClock, log }, settings);
  bridge.items.onChange(({ settings: { path }, value }) => output.out(`${path} = ${String(value)}\n`));
  bridge.onTrigger(({ logic, event, source, destination, value }) =>
    output.out(`${logic} triggered by ${event}: ${JSON.stringify({ source, destination, value })}\n`),
  );
  const face = settings.http && (await openHttpFace(bridge, systemClock, settings.http));
  if (face && !face.ok) {
    log.warning(`the HTTP face cannot listen: ${face.fault.message}`);
    return 1;
  }
  if (face) output.out(`listening for HTTP on ${formatAddress(face.value.local)}\n`);
  const over = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  bridge.start();
  void bridge.whenUp().then(() => output.out('connected\n'));
  await over;
  bridge.close();
  if (face) await face.value.close();
  return 0;
}
