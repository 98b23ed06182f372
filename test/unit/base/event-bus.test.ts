import { expect, test } from 'vitest';
import { defineTopic, EventBus } from '../../../src/base/event-bus.ts';

test('who makes something only while it is wanted is told when the first comes and the last goes', () => {
  const bus = new EventBus(() => {});
  const topic = defineTopic<number>('made');
  const told: boolean[] = [];
  const stop = bus.whenWanted(topic, (wanted) => void told.push(wanted));
  const [one, other] = [bus.on(topic, () => {}), bus.on(topic, () => {})];
  one();
  other();
  bus.on(topic, () => {});
  stop();
  bus.on(topic, () => {})();
  expect(told).toEqual([false, true, false, true]);
});
