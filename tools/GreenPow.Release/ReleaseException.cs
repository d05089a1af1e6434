namespace GreenPow.Release;

/// <summary>Something in the files or values given is not right; the message says what.</summary>
public sealed class ReleaseException(string message) : Exception(message);
