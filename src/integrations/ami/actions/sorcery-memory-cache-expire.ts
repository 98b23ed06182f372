import { defineManagerAction } from '../../../extend/define-manager-action.ts';
import { refuseMemoryCache } from '../memory-cache.ts';

/** SorceryMemoryCacheExpire: takes all objects out of a cache. */
export const action = defineManagerAction({
  name: 'SorceryMemoryCacheExpire',
  module: 'res_sorcery_memory_cache',
  synopsis: 'Remove all objects from a sorcery memory cache.',
  arguments: 'Cache',
  classes: ['system'],
  run: (_context, request) => refuseMemoryCache(request, 'without'),
});
