import type { Diagnostic } from '../../base/diagnostic.ts';
import { formatSpan, renderDiagnostic } from '../../base/diagnostic-render.ts';
import type { Logger } from '../../base/log.ts';
import { type ReadOptions, readConfig } from '../../config/read-config.ts';
import { applySchema } from '../../config/schema/apply-schema.ts';
import type { ConfigSource } from '../../config/source.ts';
import { decodeLines } from '../../config/source-lines.ts';
import type { ConfigFiles } from '../ports/config-files.ts';

/** The configuration files of one folder. Every fault goes to the log once, whole, with its source line. */
export function createConfigFiles(source: ConfigSource, log: Logger, options: ReadOptions = {}): ConfigFiles {
  const latest = new Map<string, readonly Diagnostic[]>();
  const files: ConfigFiles = {
    read(name) {
      const file = readConfig(source, name, options);
      files.report(name, file.diagnostics);
      return file;
    },
    load(schema, name = schema.file) {
      const file = readConfig(source, name, options);
      const applied = applySchema(file, schema);
      const diagnostics = [...file.diagnostics, ...applied.diagnostics];
      files.report(name, diagnostics);
      return { ...applied, file, diagnostics };
    },
    lines(name) {
      const outcome = source.read(name);
      return outcome.kind === 'file' ? decodeLines(name, outcome.bytes).map(({ line }) => line) : undefined;
    },
    report(file, diagnostics) {
      const known = new Set((latest.get(file) ?? []).map(identity));
      const kept =
        diagnostics.length === 0
          ? []
          : [...(latest.get(file) ?? []), ...diagnostics.filter((one) => !known.has(identity(one)))];
      latest.set(file, kept);
      for (const diagnostic of diagnostics) {
        if (known.has(identity(diagnostic))) continue;
        const text = renderDiagnostic(diagnostic).trimEnd();
        if (diagnostic.severity === 'error') log.error(text);
        else if (diagnostic.severity === 'warning') log.warning(text);
        else log.notice(text);
      }
    },
    get faults() {
      return [...latest.values()].flat();
    },
  };
  return files;
}

function identity(diagnostic: Diagnostic): string {
  return `${diagnostic.code} ${formatSpan(diagnostic.span)} ${diagnostic.message}`;
}
