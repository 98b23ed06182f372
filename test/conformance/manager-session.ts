import type { Network } from '../../src/net/network.ts';
import { AmiClient } from '../support/ami-client.ts';
import {
  eventsNamed,
  eventsOfSubjects,
  type ManagerAnswer,
  type ManagerSnippet,
  SeenNames,
} from './manager-snippet.ts';

/** The longest that an answer may take. */
const LIMIT_MS = 60_000;
const STEP_MS = 20;

/**
 * Plays a snippet to a manager interface, ours or a real one.
 *
 * @param rest lets so many milliseconds go by.
 * @throws Error if the interface lets nobody in, or does not answer.
 */
export async function playManagerSnippet(
  snippet: ManagerSnippet,
  house: { readonly network: Network; readonly port: number; rest(ms: number): Promise<void> },
): Promise<ManagerAnswer[]> {
  const names = new SeenNames();
  const answers: ManagerAnswer[] = [];
  const open = async (events: 'on' | 'off', user = 'boss'): Promise<AmiClient> => {
    const client = new AmiClient(house.network, house.port);
    client.send(`Action: Login\nUsername: ${user}\nSecret: s\nEvents: ${events}\nActionID: in`);
    await until(client, 'ActionID: in');
    return client;
  };
  const until = async (client: AmiClient, mark: string): Promise<string[]> => {
    const taken: string[] = [];
    for (let waited = 0; waited < LIMIT_MS; waited += STEP_MS) {
      await house.rest(STEP_MS);
      taken.push(...client.take());
      const end = taken.findIndex((message) => message.split('\n').includes(mark));
      if (end >= 0) return taken.slice(0, end);
    }
    throw new Error(`no answer in ${LIMIT_MS} ms, after ${answers.at(-1)?.action ?? 'none'}`);
  };
  const watcher = await open('on');
  const clients = new Map([['', await open('off')]]);
  const events: string[] = [];
  const since: string[] = [];
  const look = (): void => {
    for (const event of watcher.take()) {
      names.see(event);
      events.push(event);
      since.push(event);
    }
  };
  try {
    for (const step of snippet.steps) {
      if ('pauseMs' in step) {
        await house.rest(step.pauseMs);
        continue;
      }
      look();
      if (step.action.startsWith('*')) {
        const wanted = /^\* \[([\w ]+)\]/.exec(step.action)?.[1]?.split(' ');
        const told = (wanted ? since : events).splice(0).map((event) => names.plain(event));
        const answer = wanted ? eventsNamed(wanted, told) : eventsOfSubjects(told);
        answers.push({ action: step.action, answer: answer.split('\n') });
        continue;
      }
      const [, user = '', action = ''] = /^(?:\[(\w+)\] )?(.*)$/s.exec(names.filled(step.action)) ?? [];
      const client = clients.get(user) ?? (await open('off', user));
      clients.set(user, client);
      client.send(`${action.replaceAll(' | ', '\n')}\nActionID: 7`);
      client.send('Action: Ping\nActionID: fence');
      const answer = await until(client, 'ActionID: fence');
      look();
      answers.push({ action: step.action, answer: names.plain(answer.join('\n\n')).split('\n') });
    }
  } finally {
    for (const client of clients.values()) client.hangUp();
    watcher.hangUp();
  }
  return answers;
}
