import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectUnix, listenUnix } from '../../../src/net/node-unix.ts';
import type { PeerCredentials } from '../../../src/net/peer-credentials.ts';

test('the kernel tells who has connected', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asterism-peer-'));
  const path = join(folder, 'ctl');
  const told = Promise.withResolvers<PeerCredentials | undefined>();
  const listening = await listenUnix(path, 0o600, (connection) => {
    told.resolve(connection.peer());
    return { onData() {}, onClose() {} };
  });
  const client = connectUnix(path, { onData() {}, onClose() {} });
  expect(await told.promise).toEqual({ userId: process.getuid?.(), groupId: process.getgid?.() });
  client.close();
  if (listening.ok) listening.value.close();
  rmSync(folder, { recursive: true });
});
