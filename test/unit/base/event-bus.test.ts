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

test('the same listener may listen twice, and is taken out once for each', () => {
  const bus = new EventBus(() => {});
  const topic = defineTopic<number>('made');
  const heard: number[] = [];
  const listener = (n: number): void => void heard.push(n);
  const stop = bus.on(topic, listener);
  bus.on(topic, listener);
  bus.publish(topic, 1);
  stop();
  stop();
  bus.publish(topic, 2);
  expect(heard).toEqual([1, 1, 2]);
});
