using GreenPow.Core;
using GreenPow.VirtualHardware.Buses;

namespace GreenPow.Simulator.Sensors;

/// <summary>The core's SPI transfers on one chip; without a chip the input is open and reads ones.</summary>
public sealed class SimulatedSpiBus(ISpiChip? chip) : ISpiBus
{
    /// <summary>May change what arrives at the board: a wire beside a relay.</summary>
    public Action<byte[]>? Disturb { get; set; }

    /// <summary>Called with what was sent and received in every transfer.</summary>
    public Action<byte[], byte[]>? Watch { get; set; }

    public void Transfer(byte[] sent, byte[] received, int count)
    {
        if (chip is null)
            received.AsSpan(0, count).Fill(0xFF);
        else
            chip.Transfer(sent.AsSpan(0, count), received.AsSpan(0, count));
        Disturb?.Invoke(received);
        Watch?.Invoke(sent[..count], received[..count]);
    }

    public void Delay(int milliseconds) => (chip as SimulatedAtm90E32)?.Wait(milliseconds / 1000.0);
}
