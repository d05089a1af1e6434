// Judges shares from the public jobs alone: Keccak-256 of the 80-byte header, read as a little-endian number, at most the target.
// Usage (in dao/, where the package is installed): node shares.mjs < jobs.json
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(`${process.cwd()}/package.json`);
const { keccak256 } = require('ethereum-cryptography/keccak');
const jobs = JSON.parse(readFileSync(0, 'utf8'));
let shares = 0;
for (const job of jobs) {
  const header = Buffer.from(job.header, 'hex');
  if (header.length !== 76) throw new Error(`the header of job ${job.jobId} has ${header.length} bytes`);
  const nonces = job.shares.filter((share) => share.verdict === 'counted').map((share) => share.nonce);
  if (new Set(nonces).size !== nonces.length) throw new Error(`job ${job.jobId} counts a nonce twice`);
  for (const nonce of nonces) {
    const whole = Buffer.alloc(80);
    header.copy(whole);
    whole.writeUInt32LE(nonce, 76);
    const hash = Buffer.from(keccak256(whole)).reverse().toString('hex');
    if (BigInt(`0x${hash}`) > BigInt(`0x${job.target}`)) throw new Error(`nonce ${nonce} of job ${job.jobId} hashes to ${hash}, above ${job.target}`);
    shares++;
  }
}
console.log(JSON.stringify({ shares }));
