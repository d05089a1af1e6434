using GreenPow.Release;

// "release" or "recovery", and what is to be done.
var isRecovery = args is ["recovery", ..];
var words = args[1..];
if (words is [] or ["help" or "--help" or "-h"])
{
    Console.WriteLine(isRecovery ? RecoveryOptions.Usage : ReleaseOptions.Usage);
    return 0;
}
// Files are meant from where ./greenpow was called, which goes to the repository first.
var caller = Environment.GetEnvironmentVariable("GREENPOW_CALLER") ?? Environment.CurrentDirectory;
var name = isRecovery ? "recovery" : "release";
try
{
    var error = "";
    if (isRecovery && RecoveryOptions.TryParse(words, out var recovery, out error)) Console.WriteLine(RecoveryDesk.Do(recovery.From(caller), DateTimeOffset.UtcNow));
    else if (!isRecovery && ReleaseOptions.TryParse(words, out var release, out error)) Console.WriteLine(ReleaseDesk.Do(release.From(caller)));
    else
    {
        await Console.Error.WriteLineAsync($"greenpow {name}: {error}");
        return 2;
    }
    return 0;
}
catch (Exception fault) when (fault is ReleaseException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"greenpow {name}: {fault.Message}");
    return 1;
}
