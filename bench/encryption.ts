import { randomBytes } from 'node:crypto';
import { createDataKey } from '../shared/encryption/data-key.ts';
import { openSealed } from '../shared/encryption/open-sealed.ts';
import { seal } from '../shared/encryption/seal.ts';
import type { Bench } from './bench.ts';

const ROUNDS = 50_000;
const SIZES = [256, 2_048, 16_384];

export const encryption: Bench = {
  name: 'encryption',
  question: 'What it costs to seal and to open a text of one row under a data key that is in memory.',
  run: async () => {
    const key = createDataKey('0123456789abcdef', randomBytes(32));
    return SIZES.map((size) => {
      const text = randomBytes(size);
      const sealed = seal(key, text, 'acme/M#acme#msg_1/sub_1');
      return {
        bytes: size,
        'sealed, bytes': sealed.length,
        'us to seal': microseconds(() => seal(key, text, 'acme/M#acme#msg_1/sub_1')),
        'us to open': microseconds(() => openSealed(key, sealed, 'acme/M#acme#msg_1/sub_1')),
      };
    });
  },
};

function microseconds(work: () => unknown): string {
  for (let round = 0; round < ROUNDS / 10; round += 1) work();
  const started = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) work();
  return (((performance.now() - started) * 1e3) / ROUNDS).toFixed(1);
}
