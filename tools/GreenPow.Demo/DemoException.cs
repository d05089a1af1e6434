namespace GreenPow.Demo;

/// <summary>The demo cannot go on; the message says why and where to look.</summary>
public sealed class DemoException(string message) : Exception(message);
