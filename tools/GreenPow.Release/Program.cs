using GreenPow.Release;

if (args is [] or ["help" or "--help" or "-h"])
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
    // Files are meant from where ./greenpow was called, which goes to the repository first.
    Console.WriteLine(ReleaseDesk.Do(options.From(Environment.GetEnvironmentVariable("GREENPOW_CALLER") ?? Environment.CurrentDirectory)));
    return 0;
}
catch (Exception fault) when (fault is ReleaseException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"greenpow release: {fault.Message}");
    return 1;
}
