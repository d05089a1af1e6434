using System.Runtime.Versioning;

// File modes and anvil's process need Unix.
[assembly: UnsupportedOSPlatform("windows")]
