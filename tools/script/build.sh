# Building. Release everywhere, so that what is tested is what the demo runs.

quiet_build() {
  local log
  log=$(mktemp)
  echo "greenpow: building $1"
  if ! dotnet build "$@" -c Release --nologo -v quiet >"$log" 2>&1; then
    grep -E 'error|warning' "$log" | sort -u | head -n 40 >&2 || tail -n 40 "$log" >&2
    fail "$1 does not build (whole output in $log)"
  fi
  rm -f "$log"
}

build_demo() {
  quiet_build gateway/GreenPow.Gateway/GreenPow.Gateway.csproj
  quiet_build tools/GreenPow.Demo/GreenPow.Demo.csproj
}

run_build() {
  case "${1:-all}" in
    all) quiet_build GreenPow.sln ;;
    dao)
      (cd dao && npm run --silent artifacts)
      dotnet run --project dao/GreenPow.Dao.Generator -c Release
      ;;
    firmware) build_firmware ;;
    *) fail "build '$1' is not one of: dao, firmware (or nothing, for all)" ;;
  esac
}
