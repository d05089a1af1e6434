using System.Text.Json;

namespace GreenPow.Wire.Tests;

/// <summary>tests/vectors/wire-v1.json, the specification of the protocol: a changed vector is a new protocol version.</summary>
internal static class Vectors
{
    private static readonly JsonDocument File =
        JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "wire-v1.json")));

    public static JsonElement Section(string name) => File.RootElement.GetProperty(name);

    public static byte[] Hex(this JsonElement json, string name) => Convert.FromHexString(json.GetProperty(name).GetString()!.AsSpan(2));

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>Whose key signs a frame: a command is the gateway's, everything else the device's.</summary>
    public static JsonElement Signer(JsonElement frame) => Section(frame.GetProperty("kind").GetByte() == GreenPow.Wire.FrameKind.Command ? "gateway" : "device");

    /// <summary>The numbers of a section's entries, for theories that name them by index.</summary>
    public static TheoryData<int> Indexes(string section) => [.. Enumerable.Range(0, Section(section).GetArrayLength())];

    public static JsonElement Frame(string nameBeginsWith) =>
        Section("frames").EnumerateArray().First(f => f.Text("name").StartsWith(nameBeginsWith, StringComparison.Ordinal));
}
