using System.Diagnostics;
using System.Text.Json;
using GreenPow.Demo;

namespace GreenPow.EndToEnd.Tests;

/// <summary>Programs that know nothing of our code: Node.js with OpenSSL, and OpenZeppelin's own Merkle library.</summary>
public static class Foreign
{
    public static Task<JsonElement> FramesAsync(byte[] frames, string publicKeyHex, string networkIdHex) => RunAsync("frames.mjs", frames, publicKeyHex, networkIdHex);

    public static Task<JsonElement> LeavesAsync(byte[] dump) => RunAsync("leaves.mjs", dump);

    public static Task<JsonElement> SharesAsync(byte[] jobs) => RunAsync("shares.mjs", jobs);

    private static async Task<JsonElement> RunAsync(string script, byte[] input, params string[] arguments)
    {
        var root = GatewayProcess.RepositoryRoot();
        var start = new ProcessStartInfo("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(root, "dao"),
        };
        foreach (var argument in (string[])[Path.Combine(root, "tests/GreenPow.EndToEnd.Tests/foreign", script), .. arguments]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{script} says: {await errors}");
        using var document = JsonDocument.Parse(await output);
        return document.RootElement.Clone();
    }
}
