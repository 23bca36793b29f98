import { parseArgs } from 'node:util';
import { summarize } from './summarize.ts';
import { withstandKills } from './withstand-kills.ts';

// node bin/node24.js test/durability/run.ts --kills 50 --seed 1
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '50' }, seed: { type: 'string', default: '1' } },
});
const withstood = await withstandKills({
  kills: wholeNumber('kills', values.kills),
  seed: wholeNumber('seed', values.seed),
  untilMade: true,
  print: (line) => console.log(line),
});
console.log(summarize(withstood));

function wholeNumber(name: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new Error(`--${name} is "${value}" and must be a whole number.`);
}
