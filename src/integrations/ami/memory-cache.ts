import { type ManagerReply, type ManagerRequest, managerError } from '../../extend/define-manager-action.ts';

/**
 * What an action about a memory cache is answered: that the cache does not exist, once its arguments are whole.
 *
 * Deviation: what pjsip.conf defines is in memory always, so that sorcery.conf makes no caches of it.
 */
export function refuseMemoryCache(request: ManagerRequest, object: 'with an object' | 'without'): ManagerReply {
  const action = request.header('Action');
  if (request.header('Cache') === '') return managerError(`${action} requires that a cache name be provided.`);
  if (object === 'with an object' && request.header('Object') === '')
    return managerError(`${action} requires that an object name be provided`);
  return managerError('The provided cache does not exist');
}
