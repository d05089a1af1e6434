// Runs forge's tests; names what failed and ends with `N passed, N failed`. Arguments go to forge.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const forge = join(dirname(fileURLToPath(import.meta.url)), 'forge');
const { stdout, status } = spawnSync(forge, ['test', '--json', ...process.argv.slice(2)], {
  encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'inherit'],
});

// No report: the sources do not compile; forge has said why.
if (!stdout.startsWith('{')) {
  process.stdout.write(stdout);
  process.exit(status || 1);
}

let passed = 0;
let failed = 0;
for (const [suite, { test_results: results }] of Object.entries(JSON.parse(stdout))) {
  for (const [test, { status: verdict, reason }] of Object.entries(results)) {
    if (verdict === 'Success') passed++;
    else {
      failed++;
      console.log(`${suite} ${test}: ${reason ?? verdict}`);
    }
  }
}

// With --json forge does not compare the gas figures with snapshots/, so the figures run once more without.
if (process.argv.length === 2) {
  const gas = spawnSync(forge, ['test', '--match-contract', 'GasTest'], { encoding: 'utf8' });
  if (gas.status === 0) passed++;
  else {
    failed++;
    const output = gas.stdout + gas.stderr;
    console.log('snapshots/Gas.json: ' + output.slice(Math.max(0, output.indexOf('[Gas]'))).trim());
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : status;
