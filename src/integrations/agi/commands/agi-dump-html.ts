import { writeFileSync } from 'node:fs';
import { messageOf } from '../../../base/errors.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { agiCommandKind } from '../../../extend/kinds.ts';
import { registryPort } from '../../../pbx/ports/registry.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** `agi dump html FILE`. */
export const command = defineCliCommand({
  command: 'agi dump html <filename>',
  module: 'res_agi',
  synopsis: 'Write the commands of scripts to a file, as a page for browsers',
  usage: 'agi dump html FILE writes all of them; a file of that name is replaced.',
  run(context, [path = '']) {
    const parts = context
      .use(registryPort)
      .list(agiCommandKind)
      .sort((a, b) => (a.command < b.command ? -1 : 1))
      .flatMap((one) => [
        `<h2>${escaped(one.command)}</h2>`,
        `<p>${escaped(one.synopsis)}</p>`,
        `<pre>${escaped(`${one.command} ${one.syntax}`.trimEnd())}</pre>`,
        ...one.usage.map((sentence) => `<p>${escaped(sentence)}</p>`),
      ]);
    const page = ['<!DOCTYPE html>', '<title>AGI Commands</title>', '<h1>AGI Commands</h1>', ...parts, ''].join('\n');
    try {
      writeFileSync(path, page);
    } catch (error) {
      return { failed: true, text: `Could not create file '${path}': ${messageOf(error)}\n` };
    }
    return `AGI HTML commands dumped to: ${path}\n`;
  },
});

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}
