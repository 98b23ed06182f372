import { type Diagnostic, diagnose, hasErrors } from '../../base/diagnostic.ts';
import { type ConfigFile, sectionsNamed } from '../../config/config-file.ts';
import type { LoadResult } from '../../extend/define-module.ts';
import type { ConfigFiles } from '../../pbx/ports/config-files.ts';
import { codes } from './codes.ts';
import type { SipSource } from './config/endpoint.ts';
import type { SipStack } from './sip-stack.ts';

/** What reads one of the files. */
export type SourceReader = (file: ConfigFile) => {
  readonly source: SipSource;
  readonly diagnostics: readonly Diagnostic[];
};

/**
 * Reads a file and takes it into use. At the start a faulty file is used as far as it can be read; a reload refuses it and
 * keeps what there was.
 */
export async function loadSource(
  name: 'sip.conf' | 'pjsip.conf',
  read: SourceReader,
  files: ConfigFiles,
  stack: SipStack,
  reload: boolean,
): Promise<LoadResult> {
  const file = files.read(name);
  if (file.missing) return { ok: false, declined: `there is no ${name}` };
  if (file.rejected) return { ok: false, declined: `${name} cannot be read` };
  const { source, diagnostics } = read(file);
  const clashes = clashesOf(file, source, stack);
  files.report(name, [...file.diagnostics, ...diagnostics, ...clashes]);
  if (reload && hasErrors(diagnostics)) return { ok: false, declined: `${name} has errors; what was loaded stays` };
  await stack.adopt(source.dialect, source);
  return { ok: true };
}

/** Endpoints that the other file has too. */
function clashesOf(file: ConfigFile, source: SipSource, stack: SipStack): Diagnostic[] {
  const other = source.dialect === 'SIP' ? 'pjsip.conf' : 'sip.conf';
  return source.endpoints.flatMap(({ name, dialect }) => {
    const known = stack.book.endpoint(name);
    const [section] = sectionsNamed(file, name);
    if (!known || known.dialect === dialect || !section) return [];
    return diagnose(codes.nameInBothFiles, `'${name}' stands in ${other} too; pjsip.conf counts`, section.name.span, {
      sourceLine: section.name.sourceLine,
      help: 'remove or rename one of them',
    });
  });
}
