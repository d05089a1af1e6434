using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GreenPow.Demo;

namespace GreenPow.EndToEnd.Tests;

/// <summary>`./greenpow demo` as its own process, on ports and in a folder of its own, until its summary has come.</summary>
public sealed class RunningDemo : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<JsonElement> summary = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningDemo(Process process, int port, string folder)
    {
        (this.process, Port, Folder) = (process, port, folder);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(2) };
    }

    public int Port { get; }

    public string Folder { get; }

    public HttpClient Http { get; }

    /// <summary>The JSON object of the last line.</summary>
    public Task<JsonElement> Summary => summary.Task;

    public static RunningDemo Start(params string[] flags)
    {
        var port = FreePort.NextOf(DemoOptions.PortCount);
        var folder = Directory.CreateTempSubdirectory("greenpow-demo-").FullName;
        // As at a terminal, also where the tests themselves run under nohup, which every child would inherit.
        var start = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = ["--default-signal=HUP", "dotnet", GatewayProcess.ProgramPath("tools", "GreenPow.Demo"), "--folder", folder, "--port", port.ToString(CultureInfo.InvariantCulture), .. flags];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var demo = new RunningDemo(new Process { StartInfo = start, EnableRaisingEvents = true }, port, folder);
        demo.Watch();
        return demo;
    }

    /// <summary>Process id of the gateway that runs now; 0 between two.</summary>
    public int GatewayProcessId()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var parent = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1];
                if (parent == process.Id.ToString(CultureInfo.InvariantCulture) && File.ReadAllText(Path.Combine(folder, "cmdline")).Contains("GreenPow.Gateway.dll", StringComparison.Ordinal))
                    return int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }
        return 0;
    }

    /// <summary>kill -9 of the gateway that runs, or of the next one where the last has just ended; it is gone when this returns.</summary>
    public async Task KillGatewayAsync(CancellationToken cancellation)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        int running;
        while ((running = GatewayProcessId()) == 0) await look.WaitForNextTickAsync(cancellation);
        await Kill.NowAsync(running);
        while (GatewayProcessId() == running) await look.WaitForNextTickAsync(cancellation);
    }

    /// <summary>A signal to the demo alone; returns when it and all that it started are gone.</summary>
    public async Task SignalAsync(string signal, CancellationToken cancellation)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (ProcessesNaming(Folder).Count > 0) await look.WaitForNextTickAsync(cancellation);
    }

    /// <summary>How often the demo has said this.</summary>
    public int Count(string sentence)
    {
        lock (said) return said.ToString().Split(sentence).Length - 1;
    }

    public async Task<JsonElement> JsonAsync(string path)
    {
        using var document = JsonDocument.Parse(await Http.GetStringAsync(new Uri(path, UriKind.Relative)));
        return document.RootElement.Clone();
    }

    /// <summary>Ends the demo as Ctrl-C does; fails if anything of it goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            await process.WaitForExitAsync();
        }
        process.Dispose();
        Http.Dispose();
        var left = ProcessesNaming(Folder);
        if (left.Count > 0) throw new InvalidOperationException($"The demo has ended, and these go on: {string.Join("; ", left)}");
        Directory.Delete(Folder, recursive: true);
    }

    private static List<string> ProcessesNaming(string folder)
    {
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            try
            {
                var command = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
                if (command.Contains(folder, StringComparison.Ordinal)) found.Add($"{Path.GetFileName(process)} {command}");
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }
        return found;
    }

    private void Watch()
    {
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null) return;
            lock (said) said.AppendLine(line.Data);
            if (line.Data.StartsWith('{'))
            {
                using var document = JsonDocument.Parse(line.Data);
                summary.TrySetResult(document.RootElement.Clone());
            }
        };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (said) said.AppendLine(line.Data);
        };
        process.Exited += (_, _) =>
        {
            process.WaitForExit();
            lock (said) summary.TrySetException(new InvalidOperationException($"The demo ended with code {process.ExitCode} and no summary:\n{said}"));
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }
}
