// Every test/X.tree specifies test/X.t.sol: fails when a sentence has no test of that name, or a test no sentence.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../test');
const words = name => name.replace(/^(test|testFuzz|invariant)_/, '').replaceAll('_', ' ');
const testsOf = source => [...source.matchAll(/function ((?:test|testFuzz|invariant)_\w+)\(/g)].map(match => words(match[1]));
// A sentence begins with a capital letter, a branch does not.
const sentencesOf = tree => tree.split('\n').map(line => line.replace(/^[│├└─ ]+/, '')).filter((line, i) => i > 0 && /^[A-Z]/.test(line));

const wrong = [];
let sentences = 0;
for (const file of readdirSync(folder).filter(name => name.endsWith('.t.sol'))) {
  const tests = testsOf(readFileSync(join(folder, file), 'utf8'));
  const specified = sentencesOf(readFileSync(join(folder, file.replace('.t.sol', '.tree')), 'utf8'));
  sentences += specified.length;
  wrong.push(...tests.filter(test => !specified.includes(test)).map(test => `${file}: "${test}" is not in the tree`));
  wrong.push(...specified.filter(sentence => !tests.includes(sentence)).map(sentence => `${file}: nothing tests "${sentence}"`));
}
for (const line of wrong) console.error(line);
if (wrong.length > 0) process.exitCode = 1;
else console.log(`${sentences} sentences of the trees are tested`);
