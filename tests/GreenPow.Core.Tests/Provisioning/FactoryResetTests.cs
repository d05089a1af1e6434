using System.Text;
using GreenPow.Core;

namespace GreenPow.Core.Tests;

public class FactoryResetTests
{
    private static readonly string[] Stays = ["key-0", "state-0", "spool-00000001", "commissioning-0", "record-00000001"];

    [Fact]
    public void Ten_seconds_take_the_settings_and_the_gateways_key_and_nothing_else()
    {
        InstallerBench bench = Used();
        bench.Button.IsPressed = true;
        bench.Run(9900);
        Assert.False(bench.Provisioner.WantsRestart);
        Assert.Contains("settings-1", bench.Flash.Names);
        bench.Run(200);
        Assert.True(bench.Provisioner.WantsRestart);
        Assert.Equal(Stays.Order(), bench.Flash.Names.Order());
    }

    [Fact]
    public void Letting_go_before_ten_seconds_cancels()
    {
        InstallerBench bench = Used();
        bench.Button.IsPressed = true;
        bench.Run(9800);
        bench.Button.IsPressed = false;
        bench.Run(5000);
        Assert.False(bench.Provisioner.WantsRestart);
        Assert.True(bench.View.Settings.Load());
        // ... and was no short press either.
        Assert.False(bench.Radio.IsRunning);
    }

    [Fact]
    public void The_light_warns_from_five_seconds_on()
    {
        InstallerBench bench = Used();
        bench.Button.IsPressed = true;
        bench.Run(4900);
        long before = bench.Now;
        Assert.DoesNotContain(100, bench.Light.Lengths(0, 100));
        bench.Run(3000);
        Assert.All(bench.Light.Lengths(before + 200, 20), length => Assert.Equal(100, length));
        bench.Button.IsPressed = false;
        bench.Run(100);
        long after = bench.Now;
        bench.Run(8000);
        Assert.DoesNotContain(100, bench.Light.Lengths(after, 100));
    }

    [Fact]
    public void A_button_that_is_stuck_since_the_start_erases_nothing()
    {
        InstallerBench bench = Used(button => button.IsPressed = true);
        bench.Run(60000);
        Assert.False(bench.Provisioner.WantsRestart);
    }

    [Fact]
    public void A_bounce_is_no_press()
    {
        InstallerBench bench = Used();
        bench.Button.IsPressed = true;
        bench.Run(10);
        bench.Button.IsPressed = false;
        bench.Run(100);
        Assert.False(bench.Radio.IsRunning);
        Assert.True(bench.Press(100).Radio.IsRunning);
    }

    [Fact]
    public void A_full_erase_needs_the_cable_and_the_devices_own_word()
    {
        InstallerBench bench = Used();
        byte[] wrong = Encoding.ASCII.GetBytes("ERASE everything");
        bench.Cable.Type(InstallerBench.Packet(3, [InstallerCommand.FullErase, (byte)wrong.Length, .. wrong]));
        bench.Run(2000);
        Assert.False(bench.Provisioner.WantsRestart);
        byte[] word = Encoding.ASCII.GetBytes("ERASE " + InstallerBench.Id);
        bench.Cable.Type(InstallerBench.Packet(3, [InstallerCommand.FullErase, (byte)word.Length, .. word]));
        bench.Run(2000);
        Assert.True(bench.Provisioner.WantsRestart);
        // Whatever still runs writes until then.
        bench.Flash["state-1"] = [1];
        bench.Flash["slots-0"] = [1];
        FactoryReset.Boot(bench.Flash);
        // The firmware that runs is no memory of anybody.
        Assert.Equal(["slots-0"], bench.Flash.Names);
    }

    [Fact]
    public void A_power_cut_in_a_full_erase_leaves_no_half()
    {
        for (int cut = 1; cut < 10; cut++)
        {
            MemoryFlash flash = Used().Flash;
            FactoryReset.AskEraseAll(flash, false);
            flash.CutAtOperation = flash.Operations + cut;
            try
            {
                FactoryReset.Boot(flash);
            }
            catch (PowerCutException)
            {
                FactoryReset.Boot(flash);
            }

            Assert.Empty(flash.Names);
        }
    }

    [Fact]
    public void With_a_secure_element_the_device_still_knows_that_it_had_a_history()
    {
        MemoryFlash flash = Used().Flash;
        FactoryReset.AskEraseAll(flash, true);
        FactoryReset.Boot(flash);
        Assert.Equal(["state-0"], flash.Names);
    }

    private static InstallerBench Used(Action<FakeButton>? before = null)
    {
        MemoryFlash flash = new();
        foreach (string name in Stays) flash[name] = [1];
        flash["gateway-0"] = [1];
        flash["gatekeys-1"] = [1];
        SettingsTests.Complete(flash).Save();
        InstallerBench bench = new(flash);
        bench.Wifi.State = WifiState.Up;
        before?.Invoke(bench.Button);
        bench.Provisioner.Boot(0);
        bench.Wifi.State = WifiState.Up;
        return bench.Run(100);
    }
}
