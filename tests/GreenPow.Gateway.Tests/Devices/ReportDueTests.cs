using GreenPow.Gateway.Devices;

namespace GreenPow.Gateway.Tests.Devices;

public class ReportDueTests
{
    private const long Noon = 1_782_043_200; // a multiple of every slot length here

    [Theory]
    [InlineData(60, 0, -60)] // the slot that has just ended has its way before it
    [InlineData(60, 59, -60)]
    [InlineData(60, 60, 0)]
    [InlineData(60, 119, 0)]
    [InlineData(120, 119, 0)]
    [InlineData(120, 179, 0)]
    [InlineData(120, 180, 120)]
    public void A_report_is_due_a_minute_after_its_slot_has_ended(int slotSeconds, int secondsAfterNoon, int dueAfterNoon) =>
        Assert.Equal(Noon + dueAfterNoon, ReportDue.UpTo(Noon + secondsAfterNoon, slotSeconds));
}
