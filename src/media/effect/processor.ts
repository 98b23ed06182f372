/** Changes samples in place; keeps what it needs from one piece of a stream to the next. */
export interface Processor {
  process(samples: Int16Array, count: number): void;
}
