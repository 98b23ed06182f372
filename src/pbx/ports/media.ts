import { definePort } from '../../base/port.ts';
import type { MediaEngine } from '../../media/facade.ts';

/** The media engine, for drivers that open legs and for bridges that join them. */
export const mediaPort = definePort<MediaEngine>('media');
