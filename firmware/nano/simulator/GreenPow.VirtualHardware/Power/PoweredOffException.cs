namespace GreenPow.VirtualHardware.Power;

/// <summary>Unwinds a thread of a firmware whose board is off. No firmware ever sees it handled: the next call throws again.</summary>
public sealed class PoweredOffException() : Exception("The board is off.");
