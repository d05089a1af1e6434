using System.Security.Cryptography;
using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

/// <summary>A whole device on a bench: clock and meters turned by hand, a link to a gateway that the test plays.</summary>
internal sealed class Bench
{
    /// <summary>2026-06-21 00:00:00 UTC.</summary>
    public const long Midnight = 1782000000;

    public static readonly byte[] PrivateKey = SHA256.HashData("bench device"u8);
    public static readonly byte[] GatewayPrivateKey = SHA256.HashData("bench gateway"u8);
    public static readonly byte[] NetworkId = [1, 2, 3, 4, 5, 6, 7, 8];
    public static readonly ISigner RealSigner = new ManagedSigner(PrivateKey);
    private static readonly byte[] GatewayPublicKey = new ManagedSigner(GatewayPrivateKey).PublicKey;

    public ISigner Signer { get; init; } = RealSigner;
    public BenchClock Clock { get; } = new();
    public MemoryFlash Flash { get; set; } = new();

    /// <summary>What the device sees of the flash, if something stands in between.</summary>
    public IFlash? FlashSeen { get; set; }

    /// <summary>A link of another kind than the bench's own.</summary>
    public ILink? OtherLink { get; set; }

    public BenchPwm Pwm { get; } = new();
    public BenchHttp Http { get; } = new();
    public BenchPower Power { get; } = new();
    public BenchLink Link { get; private set; } = new();
    public BenchMeter Meter { get; } = new();
    public BenchSwitch Switch { get; } = new();
    public DeviceOptions Options { get; } = new()
    {
        NetworkId = NetworkId,
        GatewayPublicKey = GatewayPublicKey,
        Channels = [new ChannelOptions { Role = ChannelRole.Generation }],
    };

    public BenchCommands Commands { get; } = new();
    public IUpdateSink? Updates { get; set; }
    public Device Device { get; private set; } = null!;

    /// <summary>Milliseconds since the chip started.</summary>
    public long Uptime { get; private set; }

    public byte ResetReason { get; set; } = Wire.ResetReason.PowerOn;

    public static byte[] MacKey { get; } = MakeMacKey();

    private static byte[] MakeMacKey()
    {
        byte[] key = new byte[32];
        DeviceMac.Key(GatewayPrivateKey, RealSigner.PublicKey, key);
        return key;
    }

    public CommissioningFrame Commissioning(params CommissioningChannel[] channels)
    {
        CommissioningFrame frame = new() { Record = 1, FromSequence = 1, UnixTime = (uint)Midnight, Expires = uint.MaxValue };
        NetworkId.CopyTo(frame.NetworkId, 0);
        frame.ChannelCount = (byte)channels.Length;
        for (int i = 0; i < channels.Length; i++)
        {
            CommissioningChannel to = frame.Channels[i];
            to.Role = channels[i].Role;
            to.Instrument = Instrument.Ina228;
            to.UncertaintyHundredths = channels[i].UncertaintyHundredths;
            to.CapacityWatts = channels[i].CapacityWatts;
            to.GainPartsPerMillion = channels[i].GainPartsPerMillion;
            to.OffsetMicroamps = channels[i].OffsetMicroamps;
            to.ZeroMilliwatts = channels[i].ZeroMilliwatts;
        }

        Assert.True(DeviceRecords.SignCommissioning(Signer, frame));
        return frame;
    }

    public Bench Commission() => Commission(Commissioning(new CommissioningChannel
    {
        Role = ChannelRole.Generation, UncertaintyHundredths = 50, CapacityWatts = 500, ZeroMilliwatts = 20,
    }));

    public Bench Commission(CommissioningFrame frame)
    {
        Assert.True(NewDevice().Commission(frame));
        DeviceState.WriteForNewKey(Flash);
        return this;
    }

    /// <summary>A fresh start of the chip on the same flash; whatever was in memory is gone.</summary>
    public Bench Boot()
    {
        Uptime = 0;
        Link = new BenchLink { IsReachable = Link.IsReachable };
        Meter.PowerOn();
        Device = NewDevice();
        Device.Boot(0);
        return this;
    }

    /// <summary>Steps to a moment, the meters seeing constant power.</summary>
    public Bench Run(int seconds, int stepMilliseconds = 1000)
    {
        long end = Uptime + seconds * 1000L;
        while (Uptime < end)
        {
            Pass(stepMilliseconds);
            Device.Step(Uptime);
        }

        return this;
    }

    public void Pass(int milliseconds)
    {
        Uptime += milliseconds;
        Clock.UtcUnixMilliseconds += milliseconds;
        Meter.Pass(milliseconds);
    }

    /// <summary>Counter of the newest login.</summary>
    public ulong LoginCounter
    {
        get
        {
            LoginFrame login = new();
            byte[] bytes = Convert.FromHexString(Link.Logins[^1].Password);
            Assert.True(login.TryRead(bytes, 0, bytes.Length, out _));
            return login.Counter;
        }
    }

    /// <summary>The gateway says what it has and what it misses.</summary>
    public void Have(ulong sequence, params (ulong From, uint Count)[] ranges) => Have(sequence, null, null, null, null, ranges);

    /// <summary>The same with something wrong about it, or at another time than the device's.</summary>
    public void Have(ulong sequence, byte[]? hash = null, ulong? loginCounter = null, byte[]? key = null, long? issuedAt = null, params (ulong From, uint Count)[] ranges)
    {
        HaveFrame have = new()
        {
            LoginCounter = loginCounter ?? LoginCounter,
            IssuedAt = (uint)(issuedAt ?? Clock.UtcUnixMilliseconds / 1000),
            Sequence = sequence,
            RangeCount = (byte)ranges.Length,
        };
        Identity.DeviceId(Signer.PublicKey, have.DeviceId);
        byte[] own = new byte[32];
        if (hash == null && sequence > 0) Assert.True(Device.Spool.TryHash(sequence, own));
        (hash ?? own).CopyTo(have.FrameHash, 0);
        for (int i = 0; i < ranges.Length; i++) (have.RangeFrom[i], have.RangeLengths[i]) = ranges[i];
        byte[] bytes = new byte[have.Length];
        have.Write(bytes, 0);
        DeviceMac.Seal(key ?? MacKey, bytes, 0, have.LengthBeforeMac);
        Link.Deliver(Topics.Have(Device.DeviceId), bytes);
    }

    /// <summary>The gateway gives work.</summary>
    public void Deliver(uint jobId, int lifeSeconds, uint bits)
    {
        long now = Clock.UtcUnixMilliseconds / 1000;
        WorkFrame work = new() { JobId = jobId, IssuedAt = (uint)now, Expires = (uint)(now + lifeSeconds), TargetBits = bits };
        Identity.DeviceId(Signer.PublicKey, work.DeviceId);
        byte[] bytes = new byte[work.Length];
        work.Write(bytes, 0);
        DeviceMac.Seal(MacKey, bytes, 0, work.LengthBeforeMac);
        Link.Deliver(Topics.Work(Device.DeviceId), bytes);
    }

    /// <summary>The gateway, or who pretends to be it, asks for something.</summary>
    public void Command(ulong counter, byte opcode, byte[] payload, byte[]? privateKey = null, byte[]? networkId = null)
    {
        CommandFrame command = new() { Counter = counter, IssuedAt = (uint)(Clock.UtcUnixMilliseconds / 1000), Opcode = opcode, PayloadLength = (byte)payload.Length };
        Identity.DeviceId(Signer.PublicKey, command.DeviceId);
        (networkId ?? NetworkId).CopyTo(command.NetworkId, 0);
        payload.CopyTo(command.Payload, 0);
        byte[] bytes = new byte[command.Length];
        command.Write(bytes, 0);
        Assert.True(DeviceRecords.Sign(new ManagedSigner(privateKey ?? GatewayPrivateKey), FrameKind.Command, bytes, command.LengthBeforeSignature));
        Link.Deliver(Topics.Command(Device.DeviceId), bytes);
    }

    /// <summary>Every report in the spool, as bytes.</summary>
    public List<byte[]> Spooled()
    {
        List<byte[]> frames = [];
        byte[] buffer = new byte[ReportFrame.MaximumLength];
        for (ulong s = Device.Spool.FirstSequence; s != 0 && s <= Device.Spool.LastSequence; s++)
            frames.Add(buffer[..Device.Spool.Read(s, buffer, 0)]);
        return frames;
    }

    public List<ReportFrame> Reports() => [.. Spooled().Select(Read)];

    public static ReportFrame Read(byte[] bytes)
    {
        ReportFrame frame = new();
        Assert.True(frame.TryRead(bytes, 0, bytes.Length, out byte fault), FrameFault.Text(fault));
        return frame;
    }

    private Device NewDevice() => new(Options, new DeviceBoard
    {
        Clock = Clock,
        Flash = FlashSeen ?? Flash,
        Link = OtherLink ?? Link,
        Random = new BenchRandom(),
        Signer = Signer,
        Meters = [Meter],
        MinerSwitch = Switch,
        MinerPwm = Pwm,
        Http = Http,
        Power = Power,
        Commands = Commands,
        Updates = Updates,
        ResetReason = ResetReason,
    });
}
