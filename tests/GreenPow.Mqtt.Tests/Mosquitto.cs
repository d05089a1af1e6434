using System.Diagnostics;

namespace GreenPow.Mqtt.Tests;

/// <summary>The clients of Debian's package mosquitto-clients.</summary>
internal static class Mosquitto
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public sealed record Result(int ExitCode, string Output, string Error);

    public static Task<Result> PublishAsync(TestBroker broker, string version, params string[] arguments) => RunAsync("mosquitto_pub", broker, version, arguments);

    /// <summary>Runs until it has what its arguments ask for, usually `-C count`.</summary>
    public static Task<Result> SubscribeAsync(TestBroker broker, string version, params string[] arguments) => RunAsync("mosquitto_sub", broker, version, arguments);

    public static Process StartSubscriber(TestBroker broker, string version, params string[] arguments) => Start("mosquitto_sub", broker, version, arguments);

    public static async Task<Result> EndAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new Result(process.ExitCode, await output, await error);
    }

    private static async Task<Result> RunAsync(string program, TestBroker broker, string version, string[] arguments)
    {
        using Process process = Start(program, broker, version, arguments);
        return await EndAsync(process);
    }

    private static Process Start(string program, TestBroker broker, string version, string[] arguments)
    {
        string path = Path.Combine("/usr/bin", program);
        Assert.True(File.Exists(path), $"{path} is missing. Install it with: apt-get install mosquitto-clients");
        string[] common = ["-h", "127.0.0.1", "-p", $"{broker.Port}", "-V", version];
        var start = new ProcessStartInfo(path, [.. common, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }
}
