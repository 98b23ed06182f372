#!/usr/bin/env node
// A script that the PBX starts itself. In extensions.conf: AGI(/path/to/script.mjs,some,words)
import { openStdioScript } from 'asterism/agi';

const script = await openStdioScript();
if (!script) process.exit(1);
script.hangupSignal.addEventListener('abort', () => console.error('the caller has hung up'));
await script.setVariable('WORDS', script.args.join('+'));
await script.setVariable('ASKED', new Date().getFullYear() > 2000 ? 'lately' : 'long ago');
script.dialogue.close();
