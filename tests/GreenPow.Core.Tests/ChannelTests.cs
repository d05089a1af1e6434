using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class ChannelTests
{
    private static Channel Generation(Calibration calibration, bool reversed = false) => new(ChannelRole.Generation, 0, reversed) { Calibration = calibration };

    private static PowerReading Reading(long milliwatts, int millivolts = 40_000, bool backwards = false) => new()
    {
        EnergyMicrojoules = milliwatts * 1000,
        MeanMicroamps = (backwards ? -1 : 1) * milliwatts * 1_000_000 / millivolts,
        Millivolts = millivolts,
    };

    private static long Count(Channel channel, PowerReading reading, int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            channel.Sample(reading, 1000);
            channel.Credit(0, 1000, 1000);
        }

        return (long)channel.Counter.MilliwattHours;
    }

    [Fact]
    public void Noise_below_the_zero_reads_zero_for_ever()
    {
        Channel channel = Generation(new Calibration { ZeroMilliwatts = 20 });
        Assert.Equal(0, Count(channel, Reading(19), 86_400));
        Assert.Equal(0, channel.PowerMilliwatts);
        Assert.Equal(0u, channel.Counter.RemainderMicrojoules);
    }

    [Fact]
    public void Power_at_the_zero_counts() => Assert.Equal(480, Count(Generation(new Calibration { ZeroMilliwatts = 20 }), Reading(20), 86_400));

    [Fact]
    public void Gain_takes_out_what_the_shunt_adds()
    {
        // The shunt reads 1.25 % too high; 1 / 1.0125 - 1 = -12,346 ppm.
        Assert.InRange(Count(Generation(new Calibration { GainPpm = -12_346 }), Reading(101_250), 3600), 99_999, 100_000);
    }

    [Fact]
    public void Offset_is_current_that_the_reading_lacks_at_the_present_voltage()
    {
        // 2 mA at 40 V are 80 mW.
        Assert.Equal(1_080, Count(Generation(new Calibration { OffsetMicroamps = 2_000 }), Reading(1_000), 3600));
        Assert.Equal(920, Count(Generation(new Calibration { OffsetMicroamps = -2_000 }), Reading(1_000), 3600));
    }

    [Fact]
    public void A_meter_that_did_not_answer_shows_no_voltage_and_one_that_did_only_what_it_measured()
    {
        Channel channel = Generation(new Calibration());
        Count(channel, Reading(1_000), 1);
        ReportChannel report = new();
        channel.Close(report, 0, 60);
        channel.SampleMissed();
        channel.Credit(0, 60_000, 60_000);
        channel.Close(report, 0, 60);
        Assert.Equal(0u, report.VoltageMillivolts);
        channel.SampleMissed();
        channel.Credit(0, 50_000, 50_000);
        Count(channel, Reading(1_000), 10);
        channel.Close(report, 0, 60);
        Assert.Equal(40_000u, report.VoltageMillivolts);
    }

    [Fact]
    public void A_generation_channel_does_not_count_what_flows_back_at_night()
    {
        Channel channel = Generation(new Calibration { ZeroMilliwatts = 20 });
        Assert.Equal(0, Count(channel, Reading(5_000, backwards: true), 3600));
        ReportChannel report = new();
        channel.Close(report, 1, 3600);
        Assert.Equal(-125, report.CurrentMilliamps);
        Assert.Equal(0, report.MeanPowerMilliwatts[0]);
    }

    [Fact]
    public void Two_channels_of_one_meter_share_a_battery_by_direction()
    {
        Channel charge = Generation(new Calibration());
        Channel discharge = Generation(new Calibration(), reversed: true);
        Assert.Equal(10_000, Count(charge, Reading(10_000), 3600));
        Assert.Equal(0, Count(discharge, Reading(10_000), 3600));
        Assert.Equal(10_000, Count(charge, Reading(7_000, backwards: true), 3600));
        Assert.Equal(7_000, Count(discharge, Reading(7_000, backwards: true), 3600));
    }

    [Fact]
    public void Whatever_is_less_than_a_milliwatt_hour_is_carried()
    {
        EnergyCounter counter = new();
        for (int i = 0; i < 3_600_001; i++) counter.Add(1);
        Assert.Equal((1ul, 1u), (counter.MilliwattHours, counter.RemainderMicrojoules));
        counter.Add(-5);
        Assert.Equal((1ul, 1u), (counter.MilliwattHours, counter.RemainderMicrojoules));
    }
}
