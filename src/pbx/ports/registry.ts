import { definePort } from '../../base/port.ts';

/** What is loaded, for those who list or look up definitions. `extend/registry.ts` has the class; this port is typed by whoever uses it. */
export interface DefinitionLookup {
  readonly version: number;
  find<T>(kind: DefinitionKind<T>, name: string): T | undefined;
  list<T>(kind: DefinitionKind<T>): T[];
}

/** The shape of `extend/kind.ts` that a lookup needs. */
export interface DefinitionKind<T> {
  readonly name: string;
  moduleOf(definition: T): string;
  keyOf(definition: T): string;
  readonly ignoreCase: boolean;
}

/** @see DefinitionLookup */
export const registryPort = definePort<DefinitionLookup>('registry');
