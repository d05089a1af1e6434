using System.Text;
using GreenPow.Core;

namespace GreenPow.Core.Tests;

/// <summary>A device that stands before its installer: button, light, telephone and cable, and no gateway.</summary>
internal sealed class InstallerBench
{
    public InstallerBench(MemoryFlash? flash = null)
    {
        Flash = flash ?? new MemoryFlash();
        Settings settings = new(Flash);
        settings.Load();
        View = new ApplianceView
        {
            Settings = settings,
            Troubles = new Troubles(),
            Options = new ApplianceOptions { Running = RunningImage.OfDeployed([1, 2, 3, 4], new byte[32]) },
            Signer = Bench.RealSigner,
            DeviceId = Id,
            Board = new ApplianceBoard
            {
                Flash = Flash, Wifi = Wifi, Button = Button, Indicator = Light, Improv = Radio, Serial = Cable, Link = Link, Clock = Clock,
            },
        };
        Provisioner = new Provisioner(View);
        Provisioner.Boot(0);
    }

    public static string Id { get; } = MakeId();

    public MemoryFlash Flash { get; }
    public FakeWifi Wifi { get; } = new();
    public FakeButton Button { get; } = new();
    public FakeLight Light { get; } = new();
    public FakeRadio Radio { get; } = new();
    public FakeCable Cable { get; } = new();
    public BenchLink Link { get; } = new();
    public BenchClock Clock { get; } = new();
    public ApplianceView View { get; }
    public Provisioner Provisioner { get; }
    public long Now { get; private set; }

    /// <summary>Called before every step: what happens outside meanwhile.</summary>
    public Action<long>? Passes { get; set; }

    public static byte[] Rpc(byte command, params byte[] data)
    {
        byte[] bytes = [command, (byte)data.Length, .. data];
        return [.. bytes, Sum(bytes)];
    }

    public static byte[] Packet(byte type, params byte[] data)
    {
        byte[] bytes = [.. "IMPROV"u8, 1, type, (byte)data.Length, .. data];
        return [.. bytes, Sum(bytes)];
    }

    public static byte[] WifiData(string ssid, string password)
    {
        byte[] name = Encoding.UTF8.GetBytes(ssid);
        byte[] word = Encoding.UTF8.GetBytes(password);
        return [(byte)name.Length, .. name, (byte)word.Length, .. word];
    }

    /// <summary>Strings of a result as Bluetooth carries it; checks lengths and sum.</summary>
    public static List<byte[]> Strings(byte[] result)
    {
        Assert.Equal(Sum(result[..^1]), result[^1]);
        Assert.Equal(result.Length - 3, result[1]);
        List<byte[]> strings = [];
        for (int at = 2; at < result.Length - 1; at += 1 + result[at]) strings.Add(result[(at + 1)..(at + 1 + result[at])]);
        return strings;
    }

    public static List<string> Texts(byte[] result) => [.. Strings(result).Select(Encoding.UTF8.GetString)];

    /// <summary>Steps through time as the appliance does.</summary>
    public InstallerBench Run(long milliseconds)
    {
        for (long end = Now + milliseconds; Now < end;)
        {
            long step = Math.Min(50, end - Now);
            Now += step;
            Passes?.Invoke(step);
            Light.Now = Now;
            Provisioner.Step(Now);
        }

        return this;
    }

    public InstallerBench Press(long milliseconds = 200)
    {
        Button.IsPressed = true;
        Run(milliseconds);
        Button.IsPressed = false;
        return Run(50);
    }

    /// <summary>Sends a command by telephone; its result, or an empty array.</summary>
    public byte[] Ask(byte command, params byte[] data)
    {
        Radio.Results.Clear();
        Radio.Write(Rpc(command, data));
        Run(50);
        return Radio.Results.Count == 0 ? [] : Radio.Results[^1];
    }

    private static byte Sum(byte[] bytes) => (byte)(bytes.Sum(b => b) & 0xFF);

    private static string MakeId()
    {
        byte[] id = new byte[16];
        Wire.Identity.DeviceId(Bench.RealSigner.PublicKey, id);
        return Wire.Identity.Text(id, 0);
    }
}

internal sealed class FakeWifi : IWifi
{
    public byte State { get; set; }
    public sbyte RssiDbm => -60;
    public string Address => State == WifiState.Up ? "192.168.1.50" : "";
    public List<(string Ssid, string Password)> Joins { get; } = [];
    public int Scans { get; private set; }
    public WifiNetwork[]? Found { get; set; }

    public void Join(string ssid, string password)
    {
        Joins.Add((ssid, password));
        State = WifiState.Joining;
    }

    public void Leave() => State = WifiState.Off;

    public void Scan() => Scans++;

    public WifiNetwork[] TakeScan()
    {
        WifiNetwork[]? found = Found;
        Found = null;
        return found!;
    }
}

internal sealed class FakeButton : IButton
{
    public bool IsPressed { get; set; }
}

internal sealed class FakeLight : IIndicator
{
    public long Now { get; set; }

    /// <summary>When the light changed, and to what.</summary>
    public List<(long At, bool IsOn)> Changes { get; } = [];

    public bool IsOn => Changes.Count > 0 && Changes[^1].IsOn;

    public void Set(bool isOn)
    {
        if (Changes.Count == 0 || isOn != IsOn) Changes.Add((Now, isOn));
    }

    /// <summary>Lengths of what was seen in a window: on, off, on ...</summary>
    public List<long> Lengths(long from, int count)
    {
        List<(long At, bool IsOn)> seen = [.. Changes.SkipWhile(c => c.At < from || !c.IsOn)];
        return [.. seen.Zip(seen.Skip(1), (a, b) => b.At - a.At).Take(count)];
    }
}

internal sealed class FakeRadio : IImprovRadio
{
    private readonly Queue<byte[]> _writes = new();

    public bool IsRunning { get; private set; }
    public string Name { get; private set; } = "";
    public byte[] ServiceData { get; private set; } = [];
    public byte State => States[^1];
    public List<byte> States { get; } = [];
    public List<byte> Errors { get; } = [];
    public List<byte[]> Results { get; } = [];
    public byte Capabilities { get; private set; }

    public bool Start(string deviceName, byte[] serviceData)
    {
        (Name, ServiceData, IsRunning) = (deviceName, [.. serviceData], true);
        return true;
    }

    public void Stop() => IsRunning = false;

    public void SetState(byte state) => States.Add(state);

    public void SetError(byte error) => Errors.Add(error);

    public void SetResult(byte[] result, int count) => Results.Add(result[..count]);

    public void SetCapabilities(byte capabilities) => Capabilities = capabilities;

    public byte[] TakeCommand() => _writes.TryDequeue(out byte[]? write) ? write : null!;

    public void Write(byte[] bytes) => _writes.Enqueue(bytes);
}

internal sealed class FakeCable : ISerialPort
{
    private readonly Queue<byte> _in = new();
    private readonly List<byte> _out = [];

    public void Type(byte[] bytes) => Array.ForEach(bytes, _in.Enqueue);

    public int Read(byte[] into, int at, int count)
    {
        int read = 0;
        for (; read < count && _in.TryDequeue(out byte next); read++) into[at + read] = next;
        return read;
    }

    public void Write(byte[] from, int at, int count) => _out.AddRange(from.AsSpan(at, count));

    /// <summary>Packets that came out since the last time, each without its line feed.</summary>
    public List<byte[]> TakePackets()
    {
        List<byte[]> packets = [];
        for (int at = 0; at < _out.Count; at += 9 + _out[at + 8] + 2) packets.Add([.. _out.Skip(at).Take(9 + _out[at + 8] + 1)]);
        _out.Clear();
        return packets;
    }
}
