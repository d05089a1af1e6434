// Prints "passed failed" of a `forge test --json` result and names each test that failed.
import { readFileSync } from 'node:fs';

const suites = JSON.parse(readFileSync(process.argv[2], 'utf8'));
let passed = 0;
let failed = 0;
for (const [suite, { test_results: tests }] of Object.entries(suites)) {
  for (const [name, { status, reason }] of Object.entries(tests)) {
    if (status === 'Success') passed++;
    else {
      failed++;
      console.error(`FAILED: ${suite} ${name}: ${reason ?? status}`);
    }
  }
}
if (passed + failed === 0) throw new Error('forge ran no tests');
console.log(`${passed} ${failed}`);
