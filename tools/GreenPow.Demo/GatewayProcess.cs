using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GreenPow.Demo;

/// <summary>The gateway as its own process, started again if it dies: what it acknowledged must survive that.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(20);
    private readonly DemoOptions options;
    private readonly StreamWriter log;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock launching = new();
    private Process process;
    private Task supervision;

    private GatewayProcess(DemoOptions options)
    {
        this.options = options;
        LogPath = Path.Combine(options.Folder, "gateway.log");
        log = new StreamWriter(new FileStream(LogPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        process = Launch();
        supervision = SuperviseAsync();
    }

    public string LogPath { get; }

    public int Restarts { get; private set; }

    /// <summary>Of the gateway that runs now.</summary>
    public int ProcessId => process.Id;

    /// <summary>Starts the gateway; it is not ready yet (<see cref="GatewayApi.WaitUntilReadyAsync"/>).</summary>
    public static GatewayProcess Start(DemoOptions options)
    {
        foreach (var (port, what) in options.Ports) RequireFree(port, what);
        return new(options);
    }

    private static void RequireFree(int port, string what)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException)
        {
            throw new DemoException($"Port {port} of 127.0.0.1, for {what}, is used by another program; stop it, or move the demo with --port.");
        }
    }

    private Process Launch()
    {
        // A session of its own: the terminal's Ctrl-C reaches the demo alone, which ends the gateway in its turn.
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true, // never written: its end tells the gateway that the demo is gone
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(ProgramPath("gateway", "GreenPow.Gateway"));
        foreach (var (name, value) in Settings()) start.ArgumentList.Add($"--Gateway:{name}={value}");
        var started = new Process { StartInfo = start };
        started.OutputDataReceived += (_, line) => WriteLog(line.Data);
        started.ErrorDataReceived += (_, line) => WriteLog(line.Data);
        started.Start();
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private IEnumerable<(string Name, string Value)> Settings() =>
    [
        ("DataFolder", Path.GetFullPath(options.Folder)),
        ("HttpPort", Text(options.Port)),
        ("MqttPort", Text(options.MqttPort)),
        ("MqttTlsPort", Text(options.MqttTlsPort)),
        ("ChainPort", Text(options.ChainPort)),
        ("Demo", "true"),
        ("EndsWithInput", "true"),
        ("AutoVote", options.AutoVote ? "true" : "false"),
    ];

    private async Task SuperviseAsync()
    {
        while (true)
        {
            await process.WaitForExitAsync(CancellationToken.None);
            if (stopping.IsCancellationRequested) return;
            if (++Restarts > 50) throw new DemoException($"The gateway died {Restarts} times; its last words are in {LogPath}.");
            Console.Error.WriteLine($"The gateway ended with code {process.ExitCode}; starting it again (its log: {LogPath}).");
            await Task.Delay(TimeSpan.FromMilliseconds(500));
            lock (launching)
            {
                if (stopping.IsCancellationRequested) return;
                process.Dispose();
                process = Launch();
            }
        }
    }

    private void WriteLog(string? line)
    {
        if (line is null) return;
        lock (log) log.WriteLine(line);
    }

    public async ValueTask DisposeAsync()
    {
        // Between two gateways too: none is started any more once this is through.
        lock (launching) stopping.Cancel();
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", Text(process.Id)]);
            await kill.WaitForExitAsync();
            using var limit = new CancellationTokenSource(ShutdownLimit);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine($"The gateway did not stop within {ShutdownLimit.TotalSeconds:0} s and is ended.");
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }
        }
        await supervision;
        process.Dispose();
        await log.DisposeAsync();
        stopping.Dispose();
    }

    /// <summary>A program of this repository, built in the configuration that this one was built in.</summary>
    public static string ProgramPath(string folder, string project)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')); // .../bin/Release/net10.0
        var path = Path.Combine(RepositoryRoot(), folder, project, "bin", output.Parent!.Name, output.Name, project + ".dll");
        return File.Exists(path) ? path : throw new DemoException($"{path} is not built; run ./greenpow build.");
    }

    /// <summary>The folder that holds GreenPow.sln, above this program.</summary>
    public static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GreenPow.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException($"No GreenPow.sln above {AppContext.BaseDirectory}.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
