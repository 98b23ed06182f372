import type { ConfigSource } from './source.ts';

/** Several sources as one folder: a file comes from the first that has it, whether it can be read there or not. */
export function layeredSource(...layers: readonly ConfigSource[]): ConfigSource {
  return {
    read(file) {
      for (const layer of layers) {
        const outcome = layer.read(file);
        if (outcome.kind !== 'missing') return outcome;
      }
      return { kind: 'missing' };
    },
    list: (folder) => [...new Set(layers.flatMap((layer) => layer.list(folder)))],
  };
}
