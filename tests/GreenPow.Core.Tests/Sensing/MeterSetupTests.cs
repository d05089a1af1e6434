using GreenPow.Core;
using GreenPow.Wire;

namespace GreenPow.Core.Tests;

public class MeterSetupTests
{
    private const uint Mains = 230_000;

    private static readonly ApplianceBoard Everything = new() { I2c = new RegisterBus(), Spi = new RegisterSpi(), Analog = [new NoInput(), new NoInput()] };

    private static byte[] Bytes(params MeterDescription[] meters)
    {
        byte[] bytes = new byte[meters.Length * MeterDescription.Length];
        for (int i = 0; i < meters.Length; i++) meters[i].Write(bytes, i * MeterDescription.Length);
        return bytes;
    }

    private static MeterDescription Ina(byte instrument, byte address, uint shunt = 4000, uint maximum = 20_000) =>
        new() { Instrument = instrument, Address = address, Scale = shunt, MaximumMilliamps = maximum };

    private static MeterDescription Phase(byte phase, byte flags = 0) =>
        new() { Instrument = Instrument.Atm90E32, Input = phase, Flags = flags, MaximumMilliamps = 50_000, A = 0x8000, B = 0x8000 };

    private static MeterDescription Clamp(byte instrument, byte address, byte input) =>
        new() { Instrument = instrument, Address = address, Input = input, Scale = 30_000, MaximumMilliamps = 30_000 };

    [Fact]
    public void A_description_is_sixteen_little_endian_bytes()
    {
        byte[] bytes = Bytes(new MeterDescription { Instrument = 1, Address = 0x41, Input = 2, Flags = 3, Scale = 0x11223344, MaximumMilliamps = 0x55667788, A = 0x99AA, B = 0xBBCC });
        Assert.Equal("014102034433221188776655AA99CCBB", Convert.ToHexString(bytes));
        MeterDescription again = new();
        again.Read(bytes, 0);
        Assert.Equal(bytes, Bytes(again));
    }

    [Fact]
    public void Every_instrument_is_made_in_its_place()
    {
        byte[] bytes = Bytes(
            Phase(2), Ina(Instrument.Ina228, 0x40), Ina(Instrument.Ina226, 0x4F), Clamp(Instrument.Ads1115, 0x48, 1), Clamp(Instrument.Esp32Adc, 0, 1), Phase(0));
        IPowerMeter[] meters = MeterSetup.Make(bytes, Everything, Mains);
        Assert.Equal([Instrument.Atm90E32, Instrument.Ina228, Instrument.Ina226, Instrument.Ads1115, Instrument.Esp32Adc, Instrument.Atm90E32],
            meters.Select(meter => meter.Instrument));
    }

    [Fact]
    public void Phases_share_one_chip_each_with_its_own_registers()
    {
        RegisterSpi bus = new();
        IPowerMeter[] meters = MeterSetup.Make(Bytes(Phase(2), Phase(0)), new ApplianceBoard { Spi = bus }, Mains);
        Assert.True(meters[0].Start() && meters[1].Start());
        (bus.Registers[Atm90E32Register.ForwardEnergyA], bus.Registers[Atm90E32Register.ForwardEnergyA + 2]) = (1, 2);
        PowerReading reading = new();
        Assert.True(meters[0].Read(reading, 1000));
        Assert.Equal(22_500_000, reading.EnergyMicrojoules);
        Assert.True(meters[1].Read(reading, 1000));
        Assert.Equal(11_250_000, reading.EnergyMicrojoules);
    }

    [Fact]
    public void The_scale_of_a_phase_is_its_delay_and_its_power_gain()
    {
        RegisterSpi bus = new();
        MeterDescription phase = Phase(1);
        phase.Scale = 0xFFF0_FFDB;
        Assert.True(MeterSetup.Make(Bytes(phase), new ApplianceBoard { Spi = bus }, Mains)[0].Start());
        Assert.Equal((0x8025, 0xFFF0), (bus.Registers[0x4A], bus.Registers[0x49]));
    }

    [Fact]
    public void Without_settings_it_is_the_board_of_the_hardware_table()
    {
        Assert.Null(MeterSetup.Reason(null, Everything, Mains));
        Assert.Equal([Instrument.Ina228], MeterSetup.Make(null, Everything, Mains).Select(meter => meter.Instrument));
    }

    public static TheoryData<string, byte[]> Wrong => new()
    {
        { "Meters have 15 bytes, must be 1 to 8 entries of 16", new byte[15] },
        { "Meters have 144 bytes, must be 1 to 8 entries of 16", new byte[144] },
        { "Meter 0: instrument is 0, must be 1 to 5", new byte[16] },
        { "Meter 0: INA228 address is 80, must be 64 to 79 (0x40 to 0x4F)", Bytes(Ina(Instrument.Ina228, 0x50)) },
        { "Meter 1: I2C address 64 is taken", Bytes(Ina(Instrument.Ina228, 0x40), Ina(Instrument.Ina226, 0x40)) },
        { "Meter 1: I2C address 72 is taken", Bytes(Ina(Instrument.Ina228, 0x48), Clamp(Instrument.Ads1115, 0x48, 0)) },
        { "Meter 0: INA228 shunt voltage is 200000 uV at the maximum current, must be at most 163,840", Bytes(Ina(Instrument.Ina228, 0x40, 10_000)) },
        { "Meter 0: INA228 maximum current is 2147483647 mA, must be 100 to 100,000", Bytes(Ina(Instrument.Ina228, 0x40, 10_000, uint.MaxValue)) },
        { "Meter 0: ADS1115 address is 71, must be 72 to 75 (0x48 to 0x4B)", Bytes(Clamp(Instrument.Ads1115, 0x47, 0)) },
        { "Meter 0: ADS1115 pair is 2, must be 0 or 1", Bytes(Clamp(Instrument.Ads1115, 0x48, 2)) },
        { "Meter 0: ESP32 input is 2, and this board has 2", Bytes(Clamp(Instrument.Esp32Adc, 0, 2)) },
        { "Meter 1: input 1 is taken", Bytes(Clamp(Instrument.Esp32Adc, 0, 1), Clamp(Instrument.Esp32Adc, 0, 1)) },
        { "Meter 0: ATM90E32 phase is 3, must be 0 to 2 (A, B, C)", Bytes(Phase(3)) },
        { "Meter 1: input 0 is taken", Bytes(Phase(0), Phase(0)) },
        { "Meter 1: flags differ from those of the other phases of the ATM90E32", Bytes(Phase(0), Phase(1, 1)) },
        { "Meter 0: ATM90E32 current input gain is 3, must be 0 to 2 (1, 2 or 4 times)", Bytes(Phase(0, 6)) },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void A_wrong_wiring_is_refused_with_what_is_wrong(string reason, byte[] bytes)
    {
        Assert.Equal(reason, MeterSetup.Reason(bytes, Everything, Mains));
        Assert.Equal(reason, Assert.Throws<ArgumentException>(() => MeterSetup.Make(bytes, Everything, Mains)).Message);
    }

    [Fact]
    public void A_bus_that_the_board_lacks_is_refused()
    {
        ApplianceBoard bare = new();
        Assert.Equal("Meter 0: ATM90E32 needs an SPI bus, and this board has none", MeterSetup.Reason(Bytes(Phase(0)), bare, Mains));
        Assert.Equal("Meter 0: needs an I2C bus, and this board has none", MeterSetup.Reason(null, bare, Mains));
        Assert.Equal("Meter 0: ESP32 input is 0, and this board has 0", MeterSetup.Reason(Bytes(Clamp(Instrument.Esp32Adc, 0, 0)), bare, Mains));
    }

    [Fact]
    public void The_zero_of_a_meter_is_that_of_its_wiring_or_its_class() =>
        Assert.Equal([43u, 100u, 500u, 20_000u],
            MeterSetup.ZeroMilliwatts(Bytes(Ina(Instrument.Ina228, 0x40, 2000), Ina(Instrument.Ina226, 0x41), Phase(0), Clamp(Instrument.Esp32Adc, 0, 0))));

    [Fact]
    public void Shunt_monitors_are_found_by_who_they_say_they_are()
    {
        RegisterBus bus = new();
        (bus[0x40, 0xFE], bus[0x40, 0x3E], bus[0x40, 0x3F]) = (0, 0x5449, 0x2281);
        (bus[0x45, 0xFE], bus[0x45, 0xFF]) = (0x5449, 0x2260);
        // An ADS1115 answers every pointer; an INA219 has no numbers.
        (bus[0x48, 0xFE], bus[0x48, 0x3E]) = (0x8000, 0x8000);
        (bus[0x4F, 0xFE], bus[0x4F, 0x3E]) = (0xFFFF, 0xFFFF);
        byte[] found = MeterScan.Find(bus);
        Assert.Equal([1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], found);
        Assert.DoesNotContain(bus.Log, transfer => transfer.Contains('='));
        byte[] described = MeterScan.Describe(found)!;
        Assert.Equal([Instrument.Ina228, Instrument.Ina226], MeterSetup.Make(described, Everything, Mains).Select(meter => meter.Instrument));
        Assert.Equal((0x40, 0x45), (described[1], described[17]));
    }

    [Fact]
    public void An_empty_bus_describes_nothing() => Assert.Null(MeterScan.Describe(MeterScan.Find(new RegisterBus())));

    private sealed class NoInput : IAnalogInput
    {
        public int FullScale => 4095;

        public int FullScaleMillivolts => 3300;

        public int LowestMillivolts => 150;

        public int HighestMillivolts => 2450;

        public int Read() => 2048;
    }
}
