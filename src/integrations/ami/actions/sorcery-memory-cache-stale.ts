import { defineManagerAction } from '../../../extend/define-manager-action.ts';
import { refuseMemoryCache } from '../memory-cache.ts';

/** SorceryMemoryCacheStale: marks all objects of a cache as old. */
export const action = defineManagerAction({
  name: 'SorceryMemoryCacheStale',
  module: 'res_sorcery_memory_cache',
  synopsis: 'Mark all objects in a sorcery memory cache as stale.',
  arguments: 'Cache',
  classes: ['system'],
  run: (_context, request) => refuseMemoryCache(request, 'without'),
});
