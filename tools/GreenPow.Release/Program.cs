using GreenPow.Release;

if (args is [] or ["help"])
{
    Console.WriteLine(ReleaseOptions.Usage);
    return 0;
}
if (!ReleaseOptions.TryParse(args, out var options, out var error))
{
    await Console.Error.WriteLineAsync($"greenpow release: {error}");
    return 2;
}
try
{
    Console.WriteLine(ReleaseDesk.Do(options));
    return 0;
}
catch (Exception fault) when (fault is ReleaseException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"greenpow release: {fault.Message}");
    return 1;
}
