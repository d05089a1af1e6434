namespace GreenPow.VirtualHardware.Network;

/// <summary>A Wi-Fi network in reach; an empty password means an open one.</summary>
public sealed record AccessPoint(string Ssid, string Password, sbyte RssiDbm = -55, bool HasInternet = true);
