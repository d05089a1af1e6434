namespace GreenPow.Storage.Tests;

public sealed class DeviceCatalogueTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_device_survives_a_restart_with_all_its_facts()
    {
        var device = Device(1) with { Feeders = [DeviceId.Parse("00112233445566778899aabbccddeeff")], LatitudeMillidegrees = -33_450, EnergyToken = new byte[20] };
        var commissionedAt = new DateTimeOffset(2026, 6, 19, 7, 0, 0, TimeSpan.Zero);
        using (var opened = new Opened(folder))
        {
            Assert.True(opened.Catalogue.AddDevice(device));
            Assert.True(opened.Catalogue.ChangeDevice(
                device.Id, before => before with { State = DeviceState.Registered, TokenId = 7, CommissionedAt = commissionedAt }));
        }
        using var reopened = new Opened(folder);
        Assert.Equivalent(device with { State = DeviceState.Registered, TokenId = 7, CommissionedAt = commissionedAt }, reopened.Catalogue.Device(device.Id), strict: true);
    }

    [Fact]
    public void A_key_applies_only_once()
    {
        using var opened = new Opened(folder);
        Assert.True(opened.Catalogue.AddDevice(Device(1)));
        Assert.False(opened.Catalogue.AddDevice(Device(1) with { Name = "Again" }));
        Assert.Equal("Roof 1", opened.Catalogue.Devices().Single().Name);
    }

    [Fact]
    public void An_id_that_is_not_of_the_key_is_a_mistake_of_the_caller()
    {
        using var opened = new Opened(folder);
        Assert.Throws<ArgumentException>(() => opened.Catalogue.AddDevice(Device(1) with { Id = default }));
    }

    [Fact]
    public void A_suspension_counts_once_so_that_the_DAO_can_lift_it()
    {
        using var opened = new Opened(folder);
        var device = Device(1);
        opened.Catalogue.AddDevice(device);
        Assert.True(opened.Catalogue.SuspendDevice(device.Id, 500));
        Assert.Equal(DeviceState.Suspended, opened.Catalogue.Device(device.Id)!.State);

        opened.Catalogue.ChangeDevice(device.Id, before => before with { State = DeviceState.Registered });
        Assert.False(opened.Catalogue.SuspendDevice(device.Id, 500));
        Assert.Equal(DeviceState.Registered, opened.Catalogue.Device(device.Id)!.State);
        Assert.True(opened.Catalogue.SuspendDevice(device.Id, 501));
    }

    [Fact]
    public void Only_the_newest_rejects_are_kept_but_all_are_counted()
    {
        using var opened = new Opened(folder);
        var device = Device(1).Id;
        var other = Device(2).Id;
        Reject Reject(DeviceId id, int index) => new(id, DateTimeOffset.FromUnixTimeSeconds(index), RefusalReason.Malformed, $"number {index}", [unchecked((byte)index)]);
        opened.Catalogue.AddRejects([Reject(other, 0)]);
        opened.Catalogue.AddRejects([.. Enumerable.Range(0, 700).Select(index => Reject(device, index))]);
        opened.Catalogue.AddRejects([.. Enumerable.Range(700, 500).Select(index => Reject(device, index))]);

        var kept = opened.Catalogue.Rejects(device, most: 5000);
        Assert.Equal(Storage.Reject.PerDevice, kept.Length);
        Assert.Equal("number 1199", kept[0].Text);
        Assert.Equal("number 200", kept[^1].Text);
        Assert.Equal(1200, opened.Catalogue.RejectCounts(device)[RefusalReason.Malformed]);
        Assert.Single(opened.Catalogue.Rejects(other));
    }

    public void Dispose() => folder.Dispose();

    private static DeviceRecord Device(byte seed)
    {
        byte[] publicKey = [4, .. Enumerable.Repeat(seed, 64)];
        return new()
        {
            Id = DeviceId.OfPublicKey(publicKey),
            Name = $"Roof {seed}",
            Kind = DeviceKind.Meter,
            PublicKey = publicKey,
            NetworkId = new byte[8],
            Owner = [.. Enumerable.Repeat((byte)0xAA, 20)],
            CapacityWatts = 400,
            AppliedAt = new(2026, 6, 21, 12, 0, 0, TimeSpan.Zero),
            Channels = [new(1, 1, 50, 400, 20), new(2, 1, 50, 300, 20)],
            CommissioningFrame = [1, 2, 3],
        };
    }

    private sealed class Opened : IDisposable
    {
        private readonly FrameLog log;

        public Opened(string folder)
        {
            log = FrameLog.Open(System.IO.Path.Combine(folder, "frames"));
            Catalogue = new(folder, log);
        }

        public Catalogue Catalogue { get; }

        public void Dispose()
        {
            Catalogue.Dispose();
            log.Dispose();
        }
    }
}
