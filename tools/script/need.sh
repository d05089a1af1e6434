# What a machine must have; installs it where that is possible and says exactly what is missing where it is not.

fail() { echo "greenpow: $*" >&2; exit 1; }

need_sdk() {
  local wanted
  wanted=$(sed -n 's/.*"version": *"\([0-9]*\.[0-9]*\)\..*/\1/p' global.json)
  command -v dotnet >/dev/null || fail "the .NET SDK $wanted is missing (https://dot.net); Debian does not package it"
  dotnet --version >/dev/null 2>&1 || fail "the .NET SDK of global.json is missing; installed: $(dotnet --list-sdks | tr '\n' ' ')"
}

need_node() {
  command -v node >/dev/null && command -v npm >/dev/null || need_packages nodejs npm
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  # Foundry's npm packages ask for 20; on an older Node npm leaves them out without a word.
  [ "$major" -ge 20 ] || fail "Node.js 20 or newer is needed (https://nodejs.org), this is $(node --version)"
}

# need_packages NAME...: Debian packages
need_packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || fail "please install: ${missing[*]} (no apt-get here)"
  [ "$(id -u)" -eq 0 ] || fail "please run as root once, or: sudo apt-get install ${missing[*]}"
  echo "greenpow: installing ${missing[*]}"
  local log
  log=$(mktemp)
  if ! { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    fail "could not install: ${missing[*]} (whole output in $log)"
  fi
  rm -f "$log"
}
