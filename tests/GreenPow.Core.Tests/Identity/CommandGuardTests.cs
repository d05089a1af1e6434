using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class CommandGuardTests
{
    private static readonly byte[] Device = Enumerable.Repeat((byte)7, 16).ToArray();
    private static readonly byte[] Network = Enumerable.Repeat((byte)9, 8).ToArray();
    private static readonly ManagedSigner Gateway = Signer(1);
    private static readonly ManagedSigner Recovery = Signer(2);
    private static readonly ManagedSigner Next = Signer(3);
    private static readonly ManagedSigner Other = Signer(4);

    private readonly MemoryFlash _flash = new();
    private readonly BenchClock _clock = new();
    private GatewayKeys _keys;
    private CommandGuard _guard;

    public CommandGuardTests()
    {
        _keys = Keys(_flash);
        _guard = new CommandGuard(_keys, _clock, Device, Network);
    }

    [Fact]
    public void A_command_of_the_gateway_is_obeyed_once()
    {
        var bytes = Command(Gateway, 1, CommandOpcode.Identify, [10]);
        var command = Obey(bytes);
        Assert.Equal(CommandOpcode.Identify, command!.Opcode);
        Assert.Equal(10, command.Payload[0]);
        Assert.Null(Obey(bytes));
        Assert.Equal(CommandVerdict.Repeated, _guard.Verdict);
    }

    [Fact]
    public void A_restart_does_not_obey_again()
    {
        var bytes = Command(Gateway, 5, CommandOpcode.Reboot, []);
        Assert.NotNull(Obey(bytes));
        Start();
        Assert.Null(Obey(bytes));
        Assert.Null(Obey(Command(Gateway, 4, CommandOpcode.Reboot, [])));
        Assert.NotNull(Obey(Command(Gateway, 6, CommandOpcode.Reboot, [])));
    }

    [Fact]
    public void Power_cut_while_the_counter_is_written_never_obeys_twice()
    {
        for (var permille = 0; permille < 1000; permille += 100)
        {
            var flash = new MemoryFlash();
            var keys = Keys(flash);
            var guard = new CommandGuard(keys, _clock, Device, Network);
            var bytes = Command(Gateway, 3, CommandOpcode.Reboot, []);
            Assert.True(guard.Offer(bytes));
            flash.CutAtOperation = flash.Operations + 1;
            flash.CutPermille = permille;
            Assert.ThrowsAny<Exception>(() => guard.Step(0)); // nobody was told to obey
            flash.CutAtOperation = 0;
            keys = Keys(flash);
            Assert.True(keys.GatewayCounter is 0 or 3);
            Assert.Equal(Gateway.PublicKey, keys.Gateway);
        }
    }

    [Fact]
    public void A_command_for_another_device_or_network_is_not_looked_at()
    {
        var bytes = Command(Gateway, 1, CommandOpcode.Reboot, []);
        bytes[4] ^= 1;
        Assert.False(_guard.Offer(bytes));
        Assert.Equal(CommandVerdict.OtherDevice, _guard.Verdict);
        bytes[4] ^= 1;
        bytes[20] ^= 1;
        Assert.False(_guard.Offer(bytes));
        Assert.Equal(CommandVerdict.OtherNetwork, _guard.Verdict);
        Assert.False(_guard.Offer([1, 2, 3]));
        Assert.Equal(CommandVerdict.Malformed, _guard.Verdict);
    }

    [Fact]
    public void A_stranger_is_not_obeyed_and_costs_one_verification_a_minute()
    {
        Assert.Null(Obey(Command(Other, 1, CommandOpcode.Reboot, [])));
        Assert.Equal(CommandVerdict.BadSignature, _guard.Verdict);
        Assert.Equal(0ul, _keys.GatewayCounter);
        Assert.True(_guard.Offer(Command(Gateway, 1, CommandOpcode.Reboot, [])));
        Assert.Null(_guard.Step(59_999));
        Assert.NotNull(_guard.Step(60_000));
    }

    [Fact]
    public void An_old_command_is_refused_by_a_device_that_knows_the_time()
    {
        var bytes = Command(Gateway, 1, CommandOpcode.Reboot, [], issuedAt: 1_781_000_000);
        _clock.UtcUnixMilliseconds = (1_781_000_000L + 7 * 24 * 3600) * 1000 + 1;
        _clock.IsSynchronised = true;
        Assert.False(_guard.Offer(bytes));
        Assert.Equal(CommandVerdict.TooOld, _guard.Verdict);
        _clock.UtcUnixMilliseconds--;
        Assert.True(_guard.Offer(bytes));
        _clock.UtcUnixMilliseconds++;
        _clock.IsSynchronised = false;
        Assert.NotNull(_guard.Step(0));
    }

    [Theory]
    [InlineData(CommandOpcode.Identify, 0)]
    [InlineData(CommandOpcode.Identify, 2)]
    [InlineData(CommandOpcode.Reboot, 1)]
    [InlineData(CommandOpcode.ReportInterval, 1)]
    [InlineData(CommandOpcode.SealInterval, 2)]
    [InlineData(CommandOpcode.PauseMining, 0)]
    [InlineData(CommandOpcode.ResumeMining, 1)]
    [InlineData(CommandOpcode.KeyChange, 63)]
    [InlineData(CommandOpcode.KeyChange, 65)]
    public void A_payload_of_another_length_is_refused(byte opcode, int length)
    {
        Assert.False(_guard.Offer(Command(Gateway, 1, opcode, new byte[length])));
        Assert.Equal(CommandVerdict.BadPayload, _guard.Verdict);
    }

    [Fact]
    public void Sixteen_wait_as_at_the_gateway_and_the_seventeenth_is_refused()
    {
        for (ulong counter = 1; counter <= 16; counter++) Assert.True(_guard.Offer(Command(Gateway, counter, CommandOpcode.ReportInterval, [60, 0])));
        Assert.False(_guard.Offer(Command(Gateway, 17, CommandOpcode.Reboot, [])));
        Assert.Equal(CommandVerdict.TooMany, _guard.Verdict);
        for (ulong counter = 1; counter <= 16; counter++) Assert.Equal(counter, _guard.Step(0)!.Counter);
        Assert.Null(_guard.Step(0));
    }

    [Fact]
    public void A_command_that_waits_takes_one_place_however_often_it_is_told()
    {
        for (int told = 0; told < 3; told++)
            for (ulong counter = 1; counter <= 16; counter++) Assert.Equal(told == 0, _guard.Offer(Command(Gateway, counter, CommandOpcode.Reboot, [])));
        Assert.Equal(CommandVerdict.Repeated, _guard.Verdict);
        for (ulong counter = 1; counter <= 16; counter++) Assert.Equal(counter, _guard.Step(0)!.Counter);
    }

    [Fact]
    public void Commands_that_nobody_has_verified_wait_in_two_kilobytes()
    {
        int waiting = 0;
        for (ulong counter = 1; counter <= 16; counter++)
            if (_guard.Offer(Command(Other, counter, CommandOpcode.Update, new byte[255]))) waiting++;
        Assert.Equal(5, waiting);
        Assert.Equal(CommandVerdict.TooMany, _guard.Verdict);
    }

    [Fact]
    public void The_old_key_names_the_next_one_and_is_not_obeyed_afterwards()
    {
        Assert.NotNull(Obey(Command(Gateway, 8, CommandOpcode.KeyChange, Next.PublicKey[1..])));
        Assert.Equal(Next.PublicKey, _keys.Gateway);
        Assert.Equal(Recovery.PublicKey, _keys.Recovery);
        Assert.Null(Obey(Command(Gateway, 9, CommandOpcode.Reboot, []), 0));
        Assert.NotNull(Obey(Command(Next, 9, CommandOpcode.Reboot, []), 60_000));
    }

    [Fact]
    public void A_changed_key_survives_a_restart_although_the_settings_still_name_the_first()
    {
        Obey(Command(Gateway, 8, CommandOpcode.KeyChange, Next.PublicKey[1..]));
        Start();
        Assert.Equal(Next.PublicKey, _keys.Gateway);
        Assert.NotNull(Obey(Command(Next, 9, CommandOpcode.Reboot, [])));
    }

    /// <summary>Whoever changes A to B and back must not bring A's old commands back to life.</summary>
    [Fact]
    public void Changing_back_brings_no_old_command_back()
    {
        var reboot = Command(Gateway, 7, CommandOpcode.Reboot, []);
        Obey(Command(Gateway, 8, CommandOpcode.KeyChange, Next.PublicKey[1..]));
        Obey(Command(Next, 9, CommandOpcode.KeyChange, Gateway.PublicKey[1..]));
        Assert.Equal(Gateway.PublicKey, _keys.Gateway);
        Assert.Null(Obey(reboot));
        Assert.Equal(CommandVerdict.Repeated, _guard.Verdict);
    }

    [Fact]
    public void The_recovery_key_ends_a_stolen_gateway_key_that_used_up_all_numbers()
    {
        Assert.NotNull(Obey(Command(Gateway, ulong.MaxValue, CommandOpcode.Reboot, [])));
        Assert.NotNull(Obey(Command(Recovery, 1, CommandOpcode.KeyChange, Next.PublicKey[1..])));
        Assert.NotNull(Obey(Command(Next, 1, CommandOpcode.Reboot, [])));
        Assert.Equal(1ul, _keys.RecoveryCounter);
    }

    [Fact]
    public void The_recovery_key_changes_itself_and_the_gateway_key_cannot()
    {
        byte[] both = [.. Next.PublicKey[1..], .. Other.PublicKey[1..]];
        Assert.Null(Obey(Command(Gateway, 1, CommandOpcode.KeyChange, both)));
        Assert.Equal(CommandVerdict.NotForThisKey, _guard.Verdict);
        Assert.Equal(Recovery.PublicKey, _keys.Recovery);
        Assert.NotNull(Obey(Command(Recovery, 1, CommandOpcode.KeyChange, both)));
        Assert.Equal(Other.PublicKey, _keys.Recovery);
        Assert.Null(Obey(Command(Recovery, 2, CommandOpcode.KeyChange, both)));
    }

    [Fact]
    public void The_recovery_key_commands_nothing_else()
    {
        Assert.Null(Obey(Command(Recovery, 1, CommandOpcode.Reboot, [])));
        Assert.Equal(CommandVerdict.BadSignature, _guard.Verdict);
    }

    [Fact]
    public void A_key_that_is_no_point_of_the_curve_changes_nothing()
    {
        var bytes = Next.PublicKey[1..];
        bytes[63] ^= 1;
        Assert.Null(Obey(Command(Gateway, 1, CommandOpcode.KeyChange, bytes)));
        Assert.Equal(CommandVerdict.BadPayload, _guard.Verdict);
        Assert.Equal(Gateway.PublicKey, _keys.Gateway);
    }

    [Fact]
    public void Power_cut_in_a_key_change_leaves_the_old_keys_or_the_new_ones()
    {
        for (var permille = 0; permille < 1000; permille += 100)
        {
            var flash = new MemoryFlash();
            var guard = new CommandGuard(Keys(flash), _clock, Device, Network);
            guard.Offer(Command(Gateway, 3, CommandOpcode.KeyChange, Next.PublicKey[1..]));
            flash.CutAtOperation = flash.Operations + 1;
            flash.CutPermille = permille;
            Assert.ThrowsAny<Exception>(() => guard.Step(0));
            flash.CutAtOperation = 0;
            var keys = Keys(flash);
            Assert.True(keys.Gateway.AsSpan().SequenceEqual(Gateway.PublicKey) || keys.Gateway.AsSpan().SequenceEqual(Next.PublicKey));
            Assert.Equal(Recovery.PublicKey, keys.Recovery);
        }
    }

    [Fact]
    public void A_full_flash_obeys_nothing_that_it_cannot_count()
    {
        _guard.Offer(Command(Gateway, 3, CommandOpcode.Reboot, []));
        _flash.IsFull = true;
        Assert.Null(_guard.Step(0));
        Assert.Equal(CommandVerdict.FlashFull, _guard.Verdict);
        _flash.IsFull = false;
        Assert.NotNull(Obey(Command(Gateway, 3, CommandOpcode.Reboot, [])));
    }

    [Fact]
    public void Provisioning_another_gateway_begins_anew()
    {
        Obey(Command(Gateway, 3, CommandOpcode.Reboot, []));
        var keys = new GatewayKeys(_flash);
        keys.Load(Other.PublicKey, null);
        Assert.Equal(Other.PublicKey, keys.Gateway);
        Assert.Null(keys.Recovery);
        Assert.Equal(0ul, keys.GatewayCounter);
    }

    [Fact]
    public void Settings_that_name_the_gateway_it_was_given_to_begin_nothing_anew()
    {
        Assert.NotNull(Obey(Command(Recovery, 4, CommandOpcode.KeyChange, Next.PublicKey[1..])));
        Assert.NotNull(Obey(Command(Next, 3, CommandOpcode.Reboot, [])));
        for (var start = 0; start < 2; start++)
        {
            var keys = new GatewayKeys(_flash);
            keys.Load(Next.PublicKey, Other.PublicKey);
            Assert.Equal(Next.PublicKey, keys.Gateway);
            Assert.Equal(Recovery.PublicKey, keys.Recovery);
            Assert.Equal((3ul, 4ul), (keys.GatewayCounter, keys.RecoveryCounter));
        }
    }

    [Fact]
    public void A_change_that_was_obeyed_costs_nothing_when_it_is_told_again()
    {
        byte[] both = [.. Next.PublicKey[1..], .. Other.PublicKey[1..]];
        var change = Command(Recovery, 4, CommandOpcode.KeyChange, both);
        Assert.NotNull(Obey(change));
        Assert.False(_guard.Offer(change));
        Assert.Equal(CommandVerdict.Repeated, _guard.Verdict);
    }

    /// <summary>The owner adds it over the cable when the device has long started; a second one set that way is not obeyed.</summary>
    [Fact]
    public void A_recovery_key_that_is_provisioned_later_holds_from_the_next_start_on_and_is_not_replaced()
    {
        var flash = new MemoryFlash();
        var keys = new GatewayKeys(flash);
        keys.Load(Gateway.PublicKey, null);
        Assert.True(keys.Count(false, 5));
        Assert.Equal(Recovery.PublicKey, Keys(flash).Recovery);
        keys = new GatewayKeys(flash);
        keys.Load(Gateway.PublicKey, Other.PublicKey);
        Assert.Equal(Recovery.PublicKey, keys.Recovery);
        Assert.Equal(5ul, keys.GatewayCounter);
        _guard = new CommandGuard(keys, _clock, Device, Network);
        Assert.NotNull(Obey(Command(Recovery, 1, CommandOpcode.KeyChange, Next.PublicKey[1..])));
        Assert.Equal(Next.PublicKey, keys.Gateway);
    }

    /// <summary>`have` and `work` of the new gateway are believed: its MAC key is derived anew and kept.</summary>
    [Fact]
    public void The_mac_key_follows_the_gateway_key()
    {
        var device = Signer(20);
        var mac = new GatewayKey();
        mac.Load(_flash, device, _keys.Gateway);
        Obey(Command(Gateway, 8, CommandOpcode.KeyChange, Next.PublicKey[1..]));
        mac.Load(_flash, device, _keys.Gateway);
        var key = new byte[32];
        Next.DeriveMacKey(device.PublicKey, key);
        var frame = new byte[40];
        DeviceMac.Seal(key, frame, 0, 8);
        Assert.True(mac.Confirms(frame, 8));
        var afterRestart = new GatewayKey();
        afterRestart.Load(_flash, new ConstantSigner(), _keys.Gateway); // could not derive it again
        Assert.True(afterRestart.Confirms(frame, 8));
    }

    private CommandFrame? Obey(byte[] bytes, long now = 0)
    {
        _guard.Offer(bytes);
        return _guard.Step(now);
    }

    private void Start()
    {
        _keys = Keys(_flash);
        _guard = new CommandGuard(_keys, _clock, Device, Network);
    }

    private static GatewayKeys Keys(IFlash flash)
    {
        var keys = new GatewayKeys(flash);
        keys.Load(Gateway.PublicKey, Recovery.PublicKey);
        return keys;
    }

    private static ManagedSigner Signer(byte number) => new([.. new byte[31], number]);

    private static byte[] Command(ISigner signer, ulong counter, byte opcode, byte[] payload, uint? issuedAt = null)
    {
        var frame = new CommandFrame { Counter = counter, IssuedAt = issuedAt ?? (uint)Bench.Midnight, Opcode = opcode, PayloadLength = (byte)payload.Length };
        Device.CopyTo(frame.DeviceId, 0);
        Network.CopyTo(frame.NetworkId, 0);
        payload.CopyTo(frame.Payload, 0);
        var bytes = new byte[frame.Length];
        frame.Write(bytes, 0);
        DeviceRecords.Sign(signer, FrameKind.Command, bytes, frame.LengthBeforeSignature);
        return bytes;
    }
}
