# The contracts' toolchain: OpenZeppelin, solc and Foundry, all from npm and pinned by dao/package-lock.json.

dao_install() {
  local stamp=dao/node_modules/.greenpow-installed
  if [ -f "$stamp" ] && cmp -s "$stamp" dao/package-lock.json; then return; fi
  echo "greenpow: installing the contract toolchain (npm ci)"
  local log
  log=$(mktemp)
  if ! (cd dao && npm ci --no-audit --no-fund) >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail "npm ci failed in dao/ (whole output in $log)"
  fi
  [ -x dao/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil ] || fail "npm brought no anvil for this platform ($(uname -sm)); Linux on amd64 is supported"
  cp dao/package-lock.json "$stamp"
  rm -f "$log"
}
