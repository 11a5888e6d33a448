/** `npm run model -- [first seed] [seeds] [rounds]`: as long as one likes. */
import { check } from "./check.ts";

const [first = 1, seeds = 10, rounds = 20] = process.argv.slice(2).map(Number);
for (let seed = first; seed < first + seeds; seed++) {
  const began = Date.now();
  await check({ seed, rounds, steps: 40 });
  console.info(`seed ${seed}: every device showed the truth, ${Math.round((Date.now() - began) / 1_000)} s`);
}
