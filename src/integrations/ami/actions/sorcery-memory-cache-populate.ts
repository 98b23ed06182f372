import { defineManagerAction } from '../../../extend/define-manager-action.ts';
import { refuseMemoryCache } from '../memory-cache.ts';

/** SorceryMemoryCachePopulate: fills a cache. */
export const action = defineManagerAction({
  name: 'SorceryMemoryCachePopulate',
  module: 'res_sorcery_memory_cache',
  synopsis: 'Populates a sorcery memory cache with all of its possible objects.',
  arguments: 'Cache',
  classes: ['system'],
  run: (_context, request) => refuseMemoryCache(request, 'without'),
});
