using GreenPow.Benchmarks;

namespace GreenPow.Wire.Tests;

public class ChipMemoryTests
{
    [Fact]
    public void The_small_boards_meter_stays_below_its_limit() => Assert.InRange(MemoryTable.SmallMeterPeak(), 1, MemoryTable.SmallTarget - 1);
}
