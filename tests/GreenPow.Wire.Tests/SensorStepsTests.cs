using System.Reflection;

namespace GreenPow.Wire.Tests;

/// <summary>What one reading of each instrument costs the chip's interpreter, without the bus.</summary>
public class SensorStepsTests(ChipStepsTests.Fixture fixture) : IClassFixture<ChipStepsTests.Fixture>
{
    /// <summary>2 ms at 0.5 us an operation.</summary>
    private const long Target = 4000;

    private readonly ChipStepCounter chip = fixture.Chip;

    [Fact]
    public void A_reading_of_an_ina228_takes_under_two_milliseconds() => Measure("Core.Ina228", New("Core.Ina228", I2c(), New("Core.Ina228Options")));

    [Fact]
    public void A_reading_of_an_ina226_with_its_conversion_takes_under_two_milliseconds() =>
        Measure("Core.Ina226", New("Core.Ina226", I2c(), New("Core.Ina226Options")));

    [Fact]
    public void A_reading_of_an_ads1115_takes_under_two_milliseconds() =>
        Measure("Core.Ads1115Clamp", New("Core.Ads1115Clamp", I2c(), (byte)0x48, 0, New("Core.ClampOptions")));

    [Fact]
    public void A_burst_on_the_boards_converter_takes_under_two_milliseconds() =>
        Measure("Core.AdcClamp", New("Core.AdcClamp", Proxy("Core.IAnalogInput"), New("Core.ClampOptions")));

    [Fact]
    public void A_reading_of_a_mains_phase_takes_under_two_milliseconds()
    {
        var meter = New("Core.Atm90E32", Proxy("Core.ISpiBus"), New("Core.Atm90E32Options"));
        var phases = (Array)chip.Find("Core.Atm90E32").GetProperty("Phases")!.GetValue(meter)!;
        Measure("Core.Atm90E32Phase", phases.GetValue(0)!);
    }

    private void Measure(string type, object meter)
    {
        var start = chip.Find(type).GetMethod("Start")!;
        var read = chip.Find(type).GetMethod("Read")!;
        object[] arguments = [New("Core.PowerReading"), 1000];
        Assert.True((bool)start.Invoke(meter, null)!);
        Assert.True((bool)read.Invoke(meter, arguments)!);
        var steps = chip.Count(() => Assert.True((bool)read.Invoke(meter, arguments)!));
        TestContext.Current.TestOutputHelper?.WriteLine($"{type} {steps}");
        Assert.InRange(steps, 100, Target);
    }

    private object New(string type, params object[] arguments) => Activator.CreateInstance(chip.Find(type), arguments)!;

    private object I2c() => Proxy("Core.II2cBus");

    private object Proxy(string type) => DispatchProxy.Create(chip.Find(type), typeof(AnyChip));

    /// <summary>Answers like a chip in good health: who it is, what was written, and a conversion that has just finished.</summary>
    public class AnyChip : DispatchProxy
    {
        private readonly Dictionary<int, byte[]> written = new() { [0xFE] = [0x54, 0x49], [0xFF] = [0x22, 0x60], [0x3E] = [0x54, 0x49], [0x3F] = [0x22, 0x81] };
        private int last;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            "Transfer" => Transfer((byte[])args![0]!, (byte[])args[1]!),
            "Write" => Write((byte)args![1]!, (byte[])args[2]!),
            "Read" when args!.Length == 5 => Read((byte)args[1]!, (byte[])args[2]!, (int)args[4]!),
            "get_FullScale" => 4095,
            "get_FullScaleMillivolts" or "get_HighestMillivolts" => 3300,
            "get_LowestMillivolts" => 0,
            _ => 2048,
        };

        private bool Write(byte register, byte[] bytes)
        {
            written[register] = bytes[..2];
            return true;
        }

        private bool Read(byte register, byte[] into, int count)
        {
            Array.Clear(into, 0, count);
            if (written.TryGetValue(register, out var bytes)) bytes.CopyTo(into, 0);
            // Flags of a finished conversion: INA226 MASK/ENABLE, INA228 DIAG_ALRT.
            if (register == 0x06) (into[0], into[1]) = (0, 0x0B);
            if (register == 0x0B) (into[0], into[1]) = (0x80, 0x03);
            return true;
        }

        private object? Transfer(byte[] sent, byte[] received)
        {
            var register = (sent[0] & 0x7F) << 8 | sent[1];
            if (sent[0] < 0x80) written[register] = sent[2..4];
            // A reset of an ATM90E32: MMode0 comes back, the rest is empty.
            if (sent[0] < 0x80 && register == 0x70) (written[0x00], written[0x33], written[0x47]) = (new byte[2], [0x00, 0x87], new byte[2]);
            if (sent[0] >= 0x80 && register != 0x78) last = written.TryGetValue(register, out var bytes) ? bytes[0] << 8 | bytes[1] : 0;
            (received[2], received[3]) = ((byte)(last >> 8), (byte)(last & 0xFF));
            return null;
        }
    }
}
