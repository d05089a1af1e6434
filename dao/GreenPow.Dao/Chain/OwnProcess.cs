using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace GreenPow.Dao;

/// <summary>
/// A process that outlives the program that started it and is found again by its pid file. The file holds the id and the
/// process's start, because the system gives ids to other programs again.
/// </summary>
internal sealed partial class OwnProcess
{
    private const int SignalTerminate = 15;
    private readonly Process _process;
    private readonly string _pidPath;

    private OwnProcess(Process process, string pidPath) => (_process, _pidPath) = (process, pidPath);

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts the program detached from our pipes, so that it survives us; what it writes goes to the log.</summary>
    public static OwnProcess Start(string program, IEnumerable<string> arguments, string pidPath, string logPath)
    {
        // exec keeps the shell's process id; the arguments reach the program as they are. In a session of its own (where there is
        // setsid) Ctrl-C in our terminal does not end it under us, so that we can end it in order.
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        foreach (var argument in (string[])["-c", "exec >\"$1\" 2>&1 </dev/null; shift; command -v setsid >/dev/null && exec setsid \"$@\"; exec \"$@\"", "sh", logPath, program, .. arguments])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var owned = new OwnProcess(process, pidPath);
        AtomicFile.Replace(pidPath, System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{process.Id} {StartTicks(process.Id)}\n")));
        return owned;
    }

    /// <summary>The process of the pid file, if it still runs.</summary>
    public static OwnProcess? Find(string pidPath)
    {
        if (!File.Exists(pidPath)) return null;
        var parts = File.ReadAllText(pidPath).Split(' ', '\n');
        if (parts.Length < 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var id) || StartTicks(id) != parts[1]) return null;
        try
        {
            return new(Process.GetProcessById(id), pidPath);
        }
        catch (ArgumentException)
        {
            // It ended between the two looks.
            return null;
        }
    }

    /// <summary>Whether the process was started with this argument.</summary>
    public bool HasArgument(string argument) =>
        File.Exists($"/proc/{Id}/cmdline") && File.ReadAllText($"/proc/{Id}/cmdline").Split('\0').Contains(argument);

    public Task WaitForExitAsync(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    /// <summary>Asks it to end and waits; kills it if it takes longer than the limit.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        if (!_process.HasExited)
        {
            if (Kill(Id, SignalTerminate) != 0 && !_process.HasExited) throw new InvalidOperationException($"Process {Id} cannot be stopped.");
            using var late = new CancellationTokenSource(limit);
            try
            {
                await _process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }
        }
        File.Delete(_pidPath);
    }

    // Field 22 of /proc/<id>/stat, in clock ticks since boot (proc(5)); a name in parentheses may hold spaces.
    private static string? StartTicks(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : fields[19];
        }
        catch (IOException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
