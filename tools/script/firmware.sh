# The firmware: with the real nanoFramework packages where they restore, else against the facades. The same sources either way.

build_firmware() {
  local project=firmware/GreenPow.Firmware/GreenPow.Firmware.csproj log
  log=$(mktemp)
  if dotnet restore "$project" -v quiet >"$log" 2>&1; then
    rm -f "$log"
    firmware_image "$project"
  else
    echo "greenpow: the nanoFramework packages do not restore here ($(grep -oE 'NU[0-9]{4}: .*' "$log" | sed 's/\. .*//; s/ \[.*//' | head -n 1)), so this checks against the facades and makes no image"
    rm -f "$log"
    quiet_build firmware/nano/check/GreenPow.NanoCheck.csproj
    firmware_check
  fi
}

# firmware_image PROJECT: one .pe per assembly and the deployment image of all of them
firmware_image() {
  local folder=firmware/GreenPow.Firmware/bin/Release/netnano1.0 part
  quiet_build "$1" --no-restore
  for part in "$folder"/*.pe; do
    printf '%9d bytes  %s\n' "$(stat -c %s "$part")" "${part##*/}"
  done
  echo "greenpow: $folder/GreenPow.Firmware.bin, $(stat -c %s "$folder/GreenPow.Firmware.bin") bytes, digest $(firmware_digest firmware/GreenPow.Firmware/obj/Release/netnano1.0)"
  echo "greenpow: nanoff --target ESP32_S3_ALL --serialport PORT --update --deploy --image $folder/GreenPow.Firmware.bin"
}

firmware_check() {
  local assembly=firmware/nano/check/bin/Release/netstandard1.0/GreenPow.Firmware.dll
  echo "greenpow: $assembly, $(stat -c %s "$assembly") bytes of IL, digest $(firmware_digest firmware/nano/check/obj/Release/netstandard1.0)"
}

# firmware_digest FOLDER: what a status frame of this build says, as the build wrote it down
firmware_digest() {
  sed -n 's/.*byte\[\] Digest = { \(.*\) };/\1/p' "$1/Build.g.cs" | sed 's/0x//g; s/, //g'
}
