/** Call files for programs: read them, write them, hand them to a PBX. */
export { type Bookkeeping, bookkeepingLine, type CallFileStatus, statusLine } from './bookkeeping.ts';
export type { CallFile, CallFileHistory, CallFileSpans, CallFileTarget, CallFileVariable } from './call-file.ts';
export { callFileDefaults } from './call-file.ts';
export { largestCallFile, type ParsedCallFile, parseCallFile } from './parse-call-file.ts';
export { type PlaceOptions, placeCallFile } from './place-call-file.ts';
export { type NewCallFile, writeCallFile } from './write-call-file.ts';
