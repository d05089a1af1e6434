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

# tally PART STATUS PASSED FAILED: a part that ended badly, or ran nothing, and names no failed test has failed itself.
tally() {
  local part=$1 status=$2 good=${3:-0} bad=${4:-0}
  if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$good" -eq 0 ]; }; then
    echo "FAILED: $part ended with exit code $status, $good passed and none named as failed"
    bad=1
  fi
  count "$good" "$bad"
}

test_contracts() {
  echo "== contracts"
  check "artefacts, Merkle vectors, test trees and formatting match the Solidity sources" npm --prefix dao run --silent check
  check "C# bindings match the artefacts" dotnet run --project dao/GreenPow.Dao.Generator -c Release --no-build -- --check
  local out status=0 counts
  out=$(mktemp)
  npm --prefix dao test --silent 2>&1 | tee "$out" || status=$?
  counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$out" | tail -n 1)
  # shellcheck disable=SC2086  # two numbers, or none
  tally "forge" "$status" $counts
  rm -f "$out"
}

test_dotnet() {
  echo "== .NET"
  local out status=0 project
  out=$(mktemp)
  dotnet test --solution GreenPow.sln -c Release --no-build --no-ansi --no-progress 2>&1 | tee "$out" || status=$?
  # A project that crashed or found no test is an error of the run, not a failed test of its own.
  tally "dotnet test" "$status" "$(summary succeeded "$out")" "$(($(summary failed "$out") + $(summary error "$out")))"
  for project in tests/*.Tests; do
    grep -qF "/${project##*/}.dll (" "$out" || { echo "FAILED: ${project##*/} was not run"; count 0 1; }
  done
  rm -f "$out"
}

# summary WORD FILE: the number behind a word of the run's summary, 0 if it is not there
summary() {
  local number
  number=$(sed -n '/^Test run summary/,$s/^ *'"$1"': *\([0-9]*\).*/\1/p' "$2" | tail -n 1)
  echo "${number:-0}"
}

run_tests() {
  quiet_build GreenPow.sln
  test_contracts
  test_dotnet
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}
