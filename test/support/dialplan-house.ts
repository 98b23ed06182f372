import type { LogRecord } from '../../src/base/log.ts';
import type { Channel } from '../../src/channel/channel.ts';
import { openTestPbx, type TestPbx, type TestPbxOptions } from './test-pbx.ts';

/** A PBX of which only the dialplan is of interest. */
export interface DialplanHouse {
  readonly test: TestPbx;
  readonly records: readonly LogRecord[];
  /** Runs the dialplan from an extension until the call has ended; gives the channel, which is gone by then. */
  call(exten: string, context: string): Promise<Channel>;
  close(): Promise<void>;
}

/** Opens one with an extensions.conf. The test closes it. */
export async function openDialplan(
  dialplan: string,
  options: Omit<TestPbxOptions, 'config'> & { readonly config?: TestPbxOptions['config'] } = {},
): Promise<DialplanHouse> {
  const test = await openTestPbx({ ...options, config: { ...options.config, 'extensions.conf': dialplan } });
  return {
    test,
    records: test.log.records,
    async call(exten, context) {
      const call = test.call('phone', exten, { context, caller: {} });
      await test.finish(call);
      return call.channel;
    },
    close: () => test.close(),
  };
}
