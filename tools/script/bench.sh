# Ratios measured in one run (never asserted by tests).

run_bench() {
  quiet_build tests/Benchmarks/Benchmarks.csproj
  exec dotnet tests/Benchmarks/bin/Release/net10.0/Benchmarks.dll "$@"
}
