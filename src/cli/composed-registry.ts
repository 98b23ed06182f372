import { Registry } from '../extend/registry.ts';
import { contributions } from '../manifest.ts';

/** Everything that all modules contribute, without starting any: what there is to be used in a configuration. */
export function composeRegistry(): Registry {
  return Registry.of(contributions);
}
