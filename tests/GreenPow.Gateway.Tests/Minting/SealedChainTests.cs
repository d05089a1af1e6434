using System.Collections.Immutable;
using GreenPow.Energy;
using GreenPow.Gateway.Minting;
using GreenPow.Storage;
using GreenPow.Wire;

namespace GreenPow.Gateway.Tests.Minting;

public class SealedChainTests
{
    /// <summary>Each role that earns its owner something; what an instrument for display says of it is not evidence.</summary>
    [Theory]
    [InlineData(ChannelRole.Generation)]
    [InlineData(ChannelRole.SentToStorage)]
    [InlineData(ChannelRole.ReceivedFromStorage)]
    [InlineData(ChannelRole.StorageReceived)]
    public void What_an_instrument_for_display_says_in_its_owners_favour_is_not_evidence(byte role)
    {
        Assert.Equal(EnergyRole.None, RoleOf(role, Instrument.Ads1115));
        Assert.Equal(EnergyRole.None, RoleOf(role, Instrument.Esp32Adc));
        Assert.Equal((EnergyRole)role, RoleOf(role, Instrument.Ina226));
    }

    [Theory]
    [InlineData(ChannelRole.MiningLoad)]
    [InlineData(ChannelRole.OtherLoad)]
    [InlineData(ChannelRole.StorageDelivered)]
    public void What_it_says_against_its_owner_counts(byte role) => Assert.Equal((EnergyRole)role, RoleOf(role, Instrument.Esp32Adc));

    private static EnergyRole RoleOf(byte role, byte instrument)
    {
        var report = new SealedReport(1, 0, 60, 0, 1, [new ChannelCounter(role, 1000, 50)]) { FrameHash = new byte[32], ReceivedAt = default };
        ImmutableArray<ChannelRegistration> registered = [new(role, instrument, 50, 400, 20)];
        return SealedChain.PointOf(report, new(0, 0, long.MaxValue, registered)).Channels[0].Role;
    }
}
