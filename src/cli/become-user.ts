/**
 * Gives up root for another user and group, as `-U` and `-G` ask; without a name nothing changes.
 * @throws the system's error where that user is unknown or it is not allowed.
 */
export function becomeUser(user: string | undefined, group: string | undefined): void {
  if (group !== undefined) process.setgid?.(group);
  if (user === undefined) return;
  if (group !== undefined && process.geteuid?.() === 0) process.setgroups?.([group]);
  process.setuid?.(user);
}
