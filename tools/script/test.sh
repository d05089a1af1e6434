# Everything that can be checked on one machine. Each part adds to the two counts; the last line is their sum.

passed=0
failed=0

count() { passed=$((passed + $1)); failed=$((failed + $2)); }

# check "what it says" COMMAND...: one check that passes when the command does
check() {
  local says=$1
  shift
  if "$@"; then count 1 0; else count 0 1; echo "FAILED: $says"; fi
}

test_contracts() {
  echo "== contracts"
  check "artefacts match the Solidity sources" npm --prefix dao run --silent artifacts:check
  check "C# bindings match the artefacts" dotnet run --project dao/GreenPow.Dao.Generator -c Release --no-build -- --check
  local out counts
  out=$(mktemp)
  if ! (cd dao && npx --no-install forge test --json) >"$out" 2>"$out.err"; then echo "forge says a test failed:"; fi
  if ! counts=$(node tools/script/forge-counts.mjs "$out"); then
    tail -n 30 "$out.err" >&2
    count 0 1
    return
  fi
  # shellcheck disable=SC2086  # two numbers
  count $counts
  echo "forge: $counts (passed failed)"
  rm -f "$out" "$out.err"
}

test_dotnet() {
  echo "== .NET"
  local out
  out=$(mktemp)
  dotnet test --solution GreenPow.sln -c Release --no-build --no-ansi --no-progress "$@" 2>&1 | tee "$out" || true
  local good bad
  good=$(sed -n 's/^ *succeeded: *\([0-9]*\).*/\1/p' "$out" | tail -n 1)
  bad=$(sed -n 's/^ *failed: *\([0-9]*\).*/\1/p' "$out" | tail -n 1)
  if [ -z "$good" ] || [ -z "$bad" ]; then
    echo "dotnet test gave no summary"
    count 0 1
  else
    count "$good" "$bad"
    # A project that could not start has no failed test, but did not pass either.
    grep -qE '^ *error: *[1-9]' "$out" && count 0 1
  fi
  rm -f "$out"
}

run_tests() {
  quiet_build GreenPow.sln
  test_contracts
  test_dotnet "$@"
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
