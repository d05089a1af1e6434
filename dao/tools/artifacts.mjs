// `write` compiles src/ and saves what deploys and binds: artifacts/<Contract>.json. `check` fails when they differ from the sources.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dao = join(dirname(fileURLToPath(import.meta.url)), '..');
const artifacts = join(dao, 'artifacts');
const forge = join(dao, 'tools/forge');
const deployed = ['DaoSeat', 'DecaToken', 'DeviceRegistry', 'EnergyDao', 'EnergyToken', 'MintBatches', 'TimelockController'];
const runtimeLimitBytes = 24_576; // EIP-170

function compile() {
  const { status } = spawnSync(forge, ['build', 'src', '--silent'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1); // the compiler has said why
  return deployed.map(contractName => {
    const { abi, bytecode, deployedBytecode } = JSON.parse(readFileSync(join(dao, `out/${contractName}.sol/${contractName}.json`), 'utf8'));
    const runtimeBytes = (deployedBytecode.object.length - 2) / 2;
    if (runtimeBytes > runtimeLimitBytes) throw new Error(`${contractName} has ${runtimeBytes} bytes of code, above ${runtimeLimitBytes}`);
    const artifact = { contractName, abi, bytecode: bytecode.object };
    return { file: `${contractName}.json`, text: JSON.stringify(artifact, null, 1) + '\n', runtimeBytes };
  });
}

function write(compiled) {
  mkdirSync(artifacts, { recursive: true });
  for (const { file, text, runtimeBytes } of compiled) {
    writeFileSync(join(artifacts, file), text);
    console.log(`${file}: ${runtimeBytes} bytes of code`);
  }
}

function check(compiled) {
  const expected = new Map(compiled.map(({ file, text }) => [file, text]));
  const present = readdirSync(artifacts).filter(file => file.endsWith('.json'));
  const wrong = [
    ...present.filter(file => !expected.has(file)).map(file => `${file} belongs to no contract`),
    ...[...expected.keys()].filter(file => !present.includes(file)).map(file => `${file} is missing`),
    ...present.filter(file => expected.has(file) && readFileSync(join(artifacts, file), 'utf8') !== expected.get(file))
      .map(file => `${file} differs from the sources`),
  ];
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) {
    console.error('Run: npm run artifacts');
    process.exitCode = 1;
  } else console.log(`${present.length} artifacts match the sources`);
}

const actions = { write, check };
const action = actions[process.argv[2]];
if (!action) throw new Error('usage: node tools/artifacts.mjs write | check');
action(compile());
