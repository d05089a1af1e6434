using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class CommissioningModeTests
{
    [Fact]
    public void It_needs_the_button()
    {
        CommissioningBench bench = new(new TruthMeter());
        bench.Installer.Run(Authorisation.Milliseconds + 100);
        bench.Installer.Press().Run(Authorisation.Milliseconds + 100);
        Assert.Empty(bench.AskRaw(InstallerCommand.BeginCommissioning));
        Assert.False(bench.Mode.IsActive);
    }

    [Fact]
    public void It_needs_channels_and_meters()
    {
        InstallerBench bench = new InstallerBench().Press();
        Assert.Equal("Channels is not set", Assert.Single(InstallerBench.Texts(bench.Ask(InstallerCommand.BeginCommissioning))));
        bench.View.Settings.Set(SettingField.Channels, [ChannelRole.Generation, 1, 0]);
        Assert.Equal("There are no meters", Assert.Single(InstallerBench.Texts(bench.Ask(InstallerCommand.BeginCommissioning))));
        bench.View.Meters = ClampMeter.Wrap([new TruthMeter()], 0);
        Assert.Equal("Channel 0 names meter 1, there are 1", Assert.Single(InstallerBench.Texts(bench.Ask(InstallerCommand.BeginCommissioning))));
        Assert.Equal("Commissioning is not on", Assert.Single(InstallerBench.Texts(bench.Ask(InstallerCommand.Live, 1))));
    }

    // 43 mW is what the offset of an INA228 makes over the usual 2 milliohm at 85 V; at 40 V it is 1075 uA.
    [Fact]
    public void Every_channel_is_shown_once_a_second_without_a_gateway()
    {
        CommissioningBench bench = new([new TruthMeter { TrueMicroamps = -2_500_000 }], [ChannelRole.BatteryCharge, 0, 0, ChannelRole.BatteryDischarge, 0, 1]);
        bench.Begin();
        bench.Ask(InstallerCommand.Live, 1);
        bench.Installer.Radio.Results.Clear();
        bench.Installer.Run(3000);
        List<List<string>> shown = [.. bench.Installer.Radio.Results.Select(InstallerBench.Texts)];
        Assert.Equal(6, shown.Count);
        Assert.Equal(["ok", "0", "40000", "-2500000", "-100000", "-2500000", "-100000", "0"], shown[0]);
        Assert.Equal(["ok", "1", "40000", "2500000", "100000", "-2500000", "-100000", "0"], shown[1]);
        bench.Ask(InstallerCommand.Live, 0);
        bench.Installer.Radio.Results.Clear();
        bench.Installer.Run(3000);
        Assert.Empty(bench.Installer.Radio.Results);
    }

    [Fact]
    public void A_turned_clamp_is_found_and_inverted_for_good()
    {
        TruthMeter meter = new() { IsClampTurned = true };
        CommissioningBench bench = new CommissioningBench(meter).Begin();
        Assert.Equal(["ok", "2", "Nothing flows: switch on what this channel measures"], bench.Ask(InstallerCommand.CheckDirection, 0));
        meter.TrueMicroamps = 5_000_000;
        bench.Installer.Run(2000);
        Assert.Equal(["ok", "1", "The current flows the other way: turn the clamp, or invert the meter"], bench.Ask(InstallerCommand.CheckDirection, 0));
        Assert.Equal("The current flows against the channel's direction: turn the clamp or invert the meter", Assert.Single(bench.Load(0, CalibrationPoint.ByCurrent, 5_000_000)));
        Assert.Equal(["ok", "1"], bench.Ask(InstallerCommand.InvertMeter, 0));
        bench.Installer.Run(2000);
        Assert.Equal(["ok", "0", "The direction is right"], bench.Ask(InstallerCommand.CheckDirection, 0));
        Settings stored = new(bench.Installer.Flash);
        stored.Load();
        Assert.Equal(1, stored.InvertedMeters);
        meter.IsSilent = true;
        bench.Installer.Run(2000);
        Assert.Equal("3", bench.Ask(InstallerCommand.CheckDirection, 0)[1]);
    }

    [Fact]
    public void A_zero_is_measured_and_one_that_is_none_refused()
    {
        TruthMeter meter = new() { OffsetMicroamps = -300 };
        CommissioningBench bench = new CommissioningBench(meter).Begin();
        Assert.Equal(["ok", "0", "300", "0", "40000"], bench.Zero());
        meter.TrueMicroamps = 30_000;
        bench.Installer.Run(2000);
        Assert.Equal("Zero reads 30300 uA, at most 21500: is a load still on?", Assert.Single(bench.Zero()));
        meter.TrueMicroamps = 0;
        bench.Installer.Run(1000);
        double step = 3000;
        long passed = 0;
        bench.Installer.Passes += ms =>
        {
            passed += ms;
            meter.TrueMicroamps = passed / 1000 % 2 == 0 ? step : -step;
        };
        Assert.StartsWith("Zero moves by ", Assert.Single(bench.Zero()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_load_that_moves_is_clipped_silent_or_too_small_is_refused()
    {
        TruthMeter meter = new() { TrueMicroamps = 5_000_000 };
        CommissioningBench bench = new CommissioningBench(meter).Begin();
        meter.IsClipped = true;
        Assert.Equal("The input is beyond the instrument's range", Assert.Single(bench.Load(0, 1, 5_000_000)));
        (meter.IsClipped, meter.IsSilent) = (false, true);
        Assert.Equal("The meter does not answer", Assert.Single(bench.Load(0, 1, 5_000_000)));
        (meter.IsSilent, meter.TrueMicroamps) = (false, 15_000);
        bench.Installer.Run(2000);
        Assert.Equal("Load reads 15000 uA, at least 43000", Assert.Single(bench.Load(0, 1, 15_000)));
        meter.Millivolts = 500;
        Assert.Equal("There is no voltage: 500 mV", Assert.Single(bench.Load(0, CalibrationPoint.ByPower, 600)));
        meter.Millivolts = 40_000;
        bench.Installer.Passes += _ => meter.TrueMicroamps = 5_000_000 + bench.Installer.Now * 20;
        Assert.StartsWith("Load moves by ", Assert.Single(bench.Load(0, 1, 5_000_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_that_make_no_sense_are_refused()
    {
        CommissioningBench bench = new CommissioningBench(new TruthMeter()).Begin();
        Assert.Equal("There is no channel 1, there are 1", Assert.Single(bench.Ask(InstallerCommand.CheckDirection, 1)));
        Assert.Equal("Seconds is 4, must be 5 to 120", Assert.Single(bench.Measure(InstallerCommand.MeasureZero, 0, 4)));
        Assert.Equal("A load is compared by current (1) or power (2), not by 3", Assert.Single(bench.Load(0, 3, 1)));
        Assert.Equal("A reference reading and its uncertainty are not 0", Assert.Single(bench.Load(0, 1, 0)));
        Assert.Equal("There is no meter 3, there are 1", Assert.Single(bench.Ask(InstallerCommand.InvertMeter, 3)));
        Assert.Equal("Nothing is finished yet", Assert.Single(bench.Ask(InstallerCommand.ReadReport, 0, 0)));
        Assert.Empty(bench.AskRaw(InstallerCommand.MeasureZero, 0, 5));
        Assert.Equal("Another point is being measured", Assert.Single(bench.Ask(InstallerCommand.MeasureZero, 0, 5)));
        Assert.Empty(bench.AskRaw(InstallerCommand.SetSite, 1, 2, 3));
        Assert.Equal(ImprovError.InvalidRpc, bench.Installer.Radio.Errors[^1]);
    }

    [Fact]
    public void A_load_may_be_compared_by_power()
    {
        // 230 V, power factor 1 here: 460 W are 2 A.
        TruthMeter meter = new() { Instrument = Instrument.Atm90E32, Millivolts = 230_000, GainPpm = 8000 };
        CommissioningBench bench = new CommissioningBench(meter).Begin();
        Assert.Equal("ok", bench.Zero()[0]);
        meter.TrueMicroamps = 2_000_000;
        bench.Installer.Run(1100);
        Assert.Equal("ok", bench.Load(0, CalibrationPoint.ByPower, 460_000)[0]);
        int gain = int.Parse(bench.Ask(InstallerCommand.Calibrate, 0)[1], null);
        Assert.InRange(gain, 7990, 8010);
    }

    [Fact]
    public void Who_leaves_without_a_word_ends_it()
    {
        CommissioningBench bench = new CommissioningBench(new TruthMeter()).Begin();
        bench.Installer.Run(CommissioningMode.AbandonMilliseconds - 2000);
        Assert.True(bench.Mode.IsActive);
        bench.Installer.Run(3000);
        Assert.False(bench.Mode.IsActive);
        Assert.True(bench.Installer.Provisioner.WantsRestart);
    }

    [Fact]
    public void It_keeps_Bluetooth_on_and_the_button_good_for_ten_minutes()
    {
        CommissioningBench bench = new CommissioningBench(new TruthMeter()).Begin();
        bench.Installer.Wifi.State = WifiState.Up;
        bench.Ask(InstallerCommand.CheckDirection, 0);
        bench.Installer.Run(Authorisation.CommissioningMilliseconds - 1000);
        Assert.Equal(ImprovState.Authorized, bench.Installer.Radio.State);
        Assert.All(bench.Installer.Light.Lengths(bench.Installer.Now - 5000, 2), length => Assert.Contains(length, new long[] { 900, 100 }));
        bench.Installer.Run(2000);
        Assert.Equal(ImprovState.AuthorizationRequired, bench.Installer.Radio.State);
        Assert.True(bench.Installer.Radio.IsRunning);
    }
}
