/** A codec as listings have it. */
export interface ListedCodec {
  /** The number under which Asterisk 16 lists it. */
  readonly id: number;
  readonly type: 'audio';
  readonly name: string;
  readonly format: string;
  readonly description: string;
  readonly rateHz: number;
}

/** The codecs that are built. */
export const codecRows: readonly ListedCodec[] = [
  { id: 5, type: 'audio', name: 'ulaw', format: 'ulaw', description: 'G.711 u-law', rateHz: 8000 },
  { id: 6, type: 'audio', name: 'alaw', format: 'alaw', description: 'G.711 a-law', rateHz: 8000 },
  { id: 7, type: 'audio', name: 'gsm', format: 'gsm', description: 'GSM', rateHz: 8000 },
  { id: 11, type: 'audio', name: 'slin', format: 'slin', description: '16 bit Signed Linear PCM', rateHz: 8000 },
  {
    id: 13,
    type: 'audio',
    name: 'slin',
    format: 'slin16',
    description: '16 bit Signed Linear PCM (16kHz)',
    rateHz: 16_000,
  },
  { id: 26, type: 'audio', name: 'g722', format: 'g722', description: 'G722', rateHz: 16_000 },
];
