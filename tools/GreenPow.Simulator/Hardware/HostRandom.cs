using System.Security.Cryptography;
using GreenPow.Core;

namespace GreenPow.Simulator.Hardware;

/// <summary>The host's generator in place of the chip's.</summary>
public sealed class HostRandom : IRandom
{
    public void Fill(byte[] into) => RandomNumberGenerator.Fill(into);
}
