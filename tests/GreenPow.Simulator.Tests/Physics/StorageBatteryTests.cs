using GreenPow.Simulator.Physics;

namespace GreenPow.Simulator.Tests.Physics;

public class StorageBatteryTests
{
    [Fact]
    public void Its_voltage_rises_from_48_to_54_4_volts_with_its_content()
    {
        var battery = new StorageBattery(capacityMilliwattHours: 1_000_000);
        Assert.Equal(48_000_000, battery.BusMicrovolts);
        battery.Charge(microwatts: 500_000_000, milliseconds: 3_600_000);
        Assert.Equal(51_200_000, battery.BusMicrovolts);
        battery.Charge(microwatts: 500_000_000, milliseconds: 3_600_000);
        Assert.Equal(54_400_000, battery.BusMicrovolts);
    }

    [Fact]
    public void What_it_was_given_is_what_it_holds_again_after_a_restart()
    {
        var before = new StorageBattery(1_000_000);
        before.Charge(123_456_789, 1000);
        var after = new StorageBattery(1_000_000);
        after.Restore(before.ContentMicrojoules);
        Assert.Equal(123_456_789, after.ContentMicrojoules);
        Assert.Equal(before.BusMicrovolts, after.BusMicrovolts);
    }
}
