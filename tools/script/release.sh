# Signing with keys that are kept offline: firmware for update over the air, and key changes.

run_release() {
  quiet_build tools/GreenPow.Release/GreenPow.Release.csproj >&2
  GREENPOW_CALLER=$caller dotnet tools/GreenPow.Release/bin/Release/net10.0/GreenPow.Release.dll "$@"
}
