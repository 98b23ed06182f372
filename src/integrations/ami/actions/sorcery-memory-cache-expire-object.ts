import { defineManagerAction } from '../../../extend/define-manager-action.ts';
import { refuseMemoryCache } from '../memory-cache.ts';

/** SorceryMemoryCacheExpireObject: takes one object out of a cache. */
export const action = defineManagerAction({
  name: 'SorceryMemoryCacheExpireObject',
  module: 'res_sorcery_memory_cache',
  synopsis: 'Remove an object from a sorcery memory cache.',
  arguments: 'Cache Object',
  classes: ['system'],
  run: (_context, request) => refuseMemoryCache(request, 'with an object'),
});
