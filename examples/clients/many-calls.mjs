#!/usr/bin/env node
// A script that the PBX starts once and that serves one call after another. In extensions.conf: AGI(/path/to/many-calls.mjs,100),
// in agi.conf: a section [/path/to/many-calls.mjs] with many = yes. Without that, and with Asterisk, each call starts one of its own.
import { serveStdioScripts } from 'asterism/agi';

let served = 0;
await serveStdioScripts(async (script) => {
  served++;
  await script.setVariable('PRICE', String(Number(script.args[0] ?? 0) * 1.2));
  await script.setVariable('SERVED', `${served} by ${process.pid}`);
});
