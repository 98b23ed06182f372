import { fuzz } from './fuzz.ts';
import { targets } from './targets/all.ts';

/** So much more memory in use at the end than at half time is growth without an end. */
const MOST_GROWTH_BYTES = 8 << 20;

const [secondsText = '60', ...wanted] = process.argv.slice(2);
const seconds = Number(secondsText);
const seedGiven = process.env['FUZZ_SEED'];
const seed = seedGiven === undefined ? Math.trunc(performance.timeOrigin) % 1_000_000 : Number(seedGiven);
const chosen = targets.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (!(seconds > 0) || chosen.length === 0) {
  process.stderr.write(`npm run fuzz -- SECONDS [TARGET…]; targets: ${targets.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}
process.stdout.write(`seed ${seed} (FUZZ_SEED=${seed} repeats this run)\n`);
for (const target of chosen) {
  const report = await fuzz(target, seed, { frames: Number.POSITIVE_INFINITY, seconds: seconds / chosen.length });
  const rate = Math.round(report.frames / report.seconds);
  process.stdout.write(
    `${target.name}: ${report.frames} frames, ${rate} a second, ${(report.grownBytes / 1e6).toFixed(1)} MB more than at half time\n`,
  );
  if (report.failure) {
    const { frame, bytes, error } = report.failure;
    process.stdout.write(
      `  frame ${frame} broke it: ${String(error)}\n  ${JSON.stringify(bytes.toString('latin1'))}\n`,
    );
    process.exitCode = 1;
  } else if (report.grownBytes > MOST_GROWTH_BYTES) {
    process.stdout.write('  it grows without an end\n');
    process.exitCode = 1;
  }
}
