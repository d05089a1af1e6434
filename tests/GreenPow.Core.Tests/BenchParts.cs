using GreenPow.Core;

namespace GreenPow.Core.Tests;

internal sealed class BenchClock : IClock
{
    private long _milliseconds = Bench.Midnight * 1000;

    public long UtcUnixMilliseconds
    {
        get => _milliseconds + (Worked?.Invoke() ?? 0);
        set => _milliseconds = value;
    }

    /// <summary>Milliseconds that computing has taken within the running step.</summary>
    public Func<long>? Worked { get; set; }

    public bool IsSynchronised { get; set; } = true;
}

/// <summary>Random enough for back-off and first nonces, the same in every run.</summary>
internal sealed class BenchRandom : IRandom
{
    private uint _state = 2463534242;

    public void Fill(byte[] into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            into[i] = (byte)(_state & 0xFF);
        }
    }
}

/// <summary>A perfect instrument on constant power; like the real ones it forgets everything when power goes.</summary>
internal sealed class BenchMeter : IPowerMeter
{
    private long _microjoules;
    private long _microampMilliseconds;

    public int Milliwatts { get; set; } = 100_000;

    public int Millivolts { get; set; } = 40_000;

    public bool IsBackwards { get; set; }

    public bool IsClipped { get; set; }

    public bool IsBroken { get; set; }

    /// <summary>Called when the device reads.</summary>
    public Action? OnRead { get; set; }

    /// <summary>Energy that passed the terminals since the beginning of time, whether anybody looked or not.</summary>
    public long TruthMicrojoules { get; private set; }

    public byte Instrument => Wire.Instrument.Ina228;

    public void Pass(int milliseconds)
    {
        _microjoules += (long)Milliwatts * milliseconds;
        _microampMilliseconds += (IsBackwards ? -1 : 1) * (long)Milliwatts * 1_000_000 / Millivolts * milliseconds;
        TruthMicrojoules += IsBackwards ? 0 : (long)Milliwatts * milliseconds;
    }

    public void PowerOn() => _microjoules = _microampMilliseconds = 0;

    public bool Start()
    {
        PowerOn();
        return !IsBroken;
    }

    public bool Read(PowerReading into, int elapsedMilliseconds)
    {
        OnRead?.Invoke();
        if (IsBroken) return false;
        into.EnergyMicrojoules = _microjoules;
        into.MeanMicroamps = _microampMilliseconds / elapsedMilliseconds;
        into.Millivolts = Millivolts;
        into.Clipped = IsClipped;
        PowerOn();
        return true;
    }
}

internal sealed class BenchPwm : IPwmOutput
{
    public List<int> Permilles { get; } = [];

    public void Set(int permille) => Permilles.Add(permille);
}

/// <summary>A miner on the network: the test decides what it answers.</summary>
internal sealed class BenchHttp : IHttpClient
{
    private int _state = HttpState.Idle;

    public int Answer { get; set; } = 200;

    public List<string> Requests { get; } = [];

    public bool Begin(string method, string url)
    {
        Requests.Add($"{method} {url}");
        _state = Answer;
        return true;
    }

    public int TakeStatus()
    {
        int state = _state;
        if (state != HttpState.Running) _state = HttpState.Idle;
        return state;
    }
}

internal sealed class BenchPower : IPower
{
    public int SupplyMillivolts { get; set; } = 3_300;

    public void DeepSleep(long milliseconds) => throw new InvalidOperationException("The meter alone never sleeps.");

    public void Reboot() => throw new InvalidOperationException("The meter alone never restarts.");
}

internal sealed class BenchSwitch : IMinerSwitch
{
    public List<bool> Changes { get; } = [];

    public void Switch(bool on) => Changes.Add(on);
}

/// <summary>Remembers what it was asked to do.</summary>
internal sealed class BenchCommands : ICommandHandler
{
    public List<(byte Opcode, byte[] Payload)> Handled { get; } = [];

    public bool Handle(byte opcode, byte[] payload, int at, int count)
    {
        Handled.Add((opcode, payload[at..(at + count)]));
        return true;
    }
}

/// <summary>Signs with always the same bytes, for tests that make thousands of seals and verify none.</summary>
internal sealed class ConstantSigner : ISigner
{
    public byte Kind { get; init; } = SignerKind.Managed;

    public byte[] PublicKey => Bench.RealSigner.PublicKey;

    public byte[] Serial { get; } = new byte[12];

    public bool Sign(byte[] digest32, byte[] signature, int at)
    {
        Array.Fill(signature, (byte)0x11, at, 64);
        return true;
    }

    public bool DeriveMacKey(byte[] gatewayPublicKey65, byte[] key32)
    {
        Bench.MacKey.CopyTo(key32, 0);
        return true;
    }
}
