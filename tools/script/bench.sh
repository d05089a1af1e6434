# Measuring: each benchmark says what it measured and ends non-zero when it found something broken.

run_bench() {
  quiet_build tests/Benchmarks/GreenPow.Benchmarks/GreenPow.Benchmarks.csproj
  exec dotnet tests/Benchmarks/GreenPow.Benchmarks/bin/Release/net10.0/GreenPow.Benchmarks.dll "$@"
}
