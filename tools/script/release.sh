# Signing firmware for update over the air.

run_release() {
  [ -f tools/GreenPow.Release/bin/Release/net10.0/GreenPow.Release.dll ] || quiet_build tools/GreenPow.Release/GreenPow.Release.csproj >&2
  dotnet tools/GreenPow.Release/bin/Release/net10.0/GreenPow.Release.dll "$@"
}
