import type { Option } from '../../../config/schema/option.ts';
import type { Selector } from '../../../config/schema/section.ts';
import { defineCliCommand } from '../../../extend/define-cli-command.ts';
import { type KnownFile, knownConfigFiles } from '../config-definitions.ts';

/** `config show help [MODULE [SECTION [OPTION]]]`. */
export const command = defineCliCommand({
  command: 'config show help [<module>] [<section>] [<option>]',
  module: 'core',
  synopsis: 'Tell what a configuration file may hold',
  usage:
    'Lists the modules with configuration files, the kinds of section of one, its options, or tells all of an option.',
  async run(context, [module, section, name]) {
    const known = await knownConfigFiles(context);
    if (module === undefined) {
      const modules = [...new Set(known.map((one) => one.module))];
      return `The following modules have configuration information:\n${modules.map((one) => `\t${one}\n`).join('')}`;
    }
    const files = known.filter((one) => one.module === module);
    if (files.length === 0) return `Module ${module} not found.\n`;
    if (section === undefined) return files.map((file) => sectionsOf(file)).join('\n');
    const found = files.flatMap(({ schema }) =>
      Object.hasOwn(schema.sections, section) ? [schema.sections[section]] : [],
    )[0];
    if (!found) return `Unknown configuration option type ${section}\n`;
    if (name === undefined) {
      const rows = Object.entries(found.options).map(([option, { doc }]) => row(option, doc));
      return `${section}: ${selectorText(found.selector)}\n\n${rows.join('')}`;
    }
    const option = found.options[name];
    return option ? describe(section, name, option) : `Unknown configuration option ${name}\n`;
  },
});

function sectionsOf({ module, schema }: KnownFile): string {
  const rows = Object.entries(schema.sections).map(([key, { rules }]) => row(key, rules.doc));
  return `${schema.file}: ${schema.doc}\n\nConfiguration option types for ${module}:\n${rows.join('')}`;
}

function row(name: string, doc: string): string {
  return `${name.padEnd(25)} -- ${doc.slice(0, 65).padEnd(65)}\n`;
}

function selectorText(selector: Selector): string {
  if (selector.kind === 'named') return `[${selector.name}]`;
  if (selector.kind === 'typed') return `sections with type = ${selector.types.join(' or ')}`;
  return selector.kind === 'matching' ? `sections whose name fits ${selector.pattern.source}` : 'all other sections';
}

function describe(section: string, name: string, option: Option<unknown>): string {
  const { form, default: usual, doc, aliases, deprecated, secret } = option;
  const shown =
    secret || usual === undefined || usual === null || typeof usual === 'object' ? '' : ` (Default: ${String(usual)})`;
  return [
    `[${section}]`,
    `${name} = ${form}${shown}`,
    '',
    doc,
    ...(aliases.length > 0 ? [`Also written: ${aliases.join(', ')}`] : []),
    ...(deprecated === undefined ? [] : [`Deprecated: ${deprecated}`]),
    '',
  ].join('\n');
}
