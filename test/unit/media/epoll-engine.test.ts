import { describeWorkerEngine } from './engine-contract.ts';

describeWorkerEngine('epoll', 21_000);
