using System.Runtime.InteropServices;
using GreenPow.Demo;

if (!DemoOptions.TryParse(args, out var options, out var error))
{
    await Console.Error.WriteLineAsync($"greenpow demo: {error}");
    return 2;
}
using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop); // its terminal was closed
try
{
    await new DemoRun(options).RunAsync(stopping.Token);
    return 0;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return options.Headless ? 130 : 0;
}
catch (Exception fault) when (fault is DemoException or HttpRequestException or IOException)
{
    await Console.Error.WriteLineAsync($"greenpow demo: {fault.Message}");
    return 1;
}

// The demo ends its own processes in order instead of being torn down.
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopping.Cancel();
}
