import { ConfigText } from '../../config/text.ts';
import type { GeneratedContext, GeneratedExtension } from '../../pbx/ports/generated-dialplan.ts';
import { parsePattern } from '../pattern/pattern.ts';
import { compareExtensions } from './extension-order.ts';
import type { Contexts } from './merge-contexts.ts';
import type { ExtensionModel } from './model.ts';

/** The model of contexts that a module makes. Their places are no file's. */
export function generatedContexts(contexts: readonly GeneratedContext[]): Contexts {
  return new Map(
    contexts.map(({ name, registrar, extensions }) => [
      name,
      {
        name,
        registrar,
        extensions: extensions.map(extensionOf).sort(compareExtensions),
        includes: [],
        switches: [],
        ignorePatterns: [],
        autohints: false,
        span: writtenBy(registrar, name).span,
      },
    ]),
  );
}

function extensionOf({ exten, registrar, hint, application, data }: GeneratedExtension): ExtensionModel {
  const { span } = writtenBy(registrar, exten);
  return {
    name: exten,
    pattern: parsePattern(exten),
    caller: undefined,
    priorities: new Map([
      [
        1,
        {
          priority: 1,
          label: undefined,
          application: writtenBy(registrar, application),
          argument: writtenBy(registrar, data),
          registrar,
          span,
        },
      ],
    ]),
    labels: new Map(),
    hint: hint === undefined ? undefined : { devices: hint, name: '', registrar, span },
    span,
  };
}

function writtenBy(registrar: string, text: string): ConfigText {
  return ConfigText.at({ file: registrar, number: 1, text }, 1, text);
}
