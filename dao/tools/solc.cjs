// forge expects a native solc: this answers its two calls with npm's wasm compiler.
const fs = require('node:fs');
const solc = require('../node_modules/solc');

if (process.argv.includes('--version')) {
  console.log('solc, the solidity compiler commandline interface');
  console.log('Version: ' + solc.version().replace('.Emscripten.clang', '.Linux.g++'));
} else if (process.argv.includes('--standard-json')) {
  process.stdout.write(solc.compile(fs.readFileSync(0, 'utf8'))); // no process.exit: it would cut the pipe at 64 KiB
} else {
  console.error('tools/solc answers --version and --standard-json only, not: ' + process.argv.slice(2).join(' '));
  process.exitCode = 1;
}
