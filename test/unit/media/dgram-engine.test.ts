import { describeWorkerEngine } from './engine-contract.ts';

describeWorkerEngine('dgram', 22_000);
