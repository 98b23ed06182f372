import { defineManagerAction } from '../../../extend/define-manager-action.ts';
import { refuseMemoryCache } from '../memory-cache.ts';

/** SorceryMemoryCacheStaleObject: marks one object of a cache as old. */
export const action = defineManagerAction({
  name: 'SorceryMemoryCacheStaleObject',
  module: 'res_sorcery_memory_cache',
  synopsis: 'Mark an object in a sorcery memory cache as stale.',
  arguments: 'Cache Object [Reload]',
  classes: ['system'],
  run: (_context, request) => refuseMemoryCache(request, 'with an object'),
});
