namespace GreenPow.Firmware.Tests;

public class BoardPinsTests
{
    private const byte Reference = 1;
    private const byte Small = 2;

    /// <summary>Signal in hardware/README.md, field of BoardPins.</summary>
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["I2C SDA"] = "I2cData",
        ["I2C SCL"] = "I2cClock",
        ["SPI MOSI"] = "SpiOut",
        ["SPI MISO"] = "SpiIn",
        ["SPI SCLK"] = "SpiClock",
        ["SPI select"] = "SpiSelect",
        ["ADC clamp"] = "Clamp",
        ["ADC supply"] = "Supply",
        ["LED"] = "Light",
        ["button"] = "Button",
        ["relay"] = "Relay",
        ["PWM"] = "Pwm",
        ["tamper"] = "Tamper",
        ["serial TX"] = "SerialOut",
        ["serial RX"] = "SerialIn",
    };

    [Theory]
    [InlineData(Reference, 1)]
    [InlineData(Small, 2)]
    public void Pins_are_those_of_the_wiring_table(byte profile, int column)
    {
        var table = Repository.Table("hardware/README.md", "signal");
        Assert.Equal(Fields.Keys.Order(StringComparer.Ordinal), table.Select(r => r[0]).Order(StringComparer.Ordinal));
        foreach (var row in table)
            Assert.Equal((row[0], row[column]), (row[0], Pin(profile, Fields[row[0]]) is var pin and >= 0 ? $"{pin}" : "-"));
    }

    [Theory]
    [InlineData(Reference)]
    [InlineData(Small)]
    public void No_pin_has_two_uses(byte profile)
    {
        var pins = Fields.Values.Select(f => Pin(profile, f)).Where(p => p >= 0).ToArray();
        Assert.Equal(pins.Distinct(), pins);
    }

    /// <summary>ESP32-S3 datasheet, table 2-4: GPIO1 to GPIO10 are ADC1_CH0 to CH9. ESP32 datasheet, table 2-3: GPIO34 and GPIO35 are ADC1_CH6 and CH7.</summary>
    [Theory]
    [InlineData(Reference, "Clamp", 1)]
    [InlineData(Reference, "Supply", 1)]
    [InlineData(Small, "Clamp", 28)]
    [InlineData(Small, "Supply", 28)]
    public void Analogue_pins_are_read_by_their_channel_of_converter_1(byte profile, string field, int pinOfChannel0) =>
        Assert.Equal(Pin(profile, field) - pinOfChannel0, Pin(profile, field + "Channel"));

    /// <summary>ESP-IDF Programming Guide of each chip, "Analog to Digital Converter", attenuation of 12 dB.</summary>
    [Theory]
    [InlineData(Reference, 3100, 0, 3100)]
    [InlineData(Small, 3300, 150, 2450)]
    public void The_converter_is_that_of_the_boards_chip(byte profile, int fullScale, int lowest, int highest)
    {
        var type = LoadedFirmware.Type("AnalogInput");
        var input = Activator.CreateInstance(type, profile, 0)!;
        Assert.Equal([fullScale, lowest, highest], ((string[])["FullScaleMillivolts", "LowestMillivolts", "HighestMillivolts"]).Select(name => (int)type.GetProperty(name)!.GetValue(input)!));
    }

    private static int Pin(byte profile, string field)
    {
        var pins = LoadedFirmware.Call("BoardPins", "Of", profile)!;
        return (int)pins.GetType().GetField(field)!.GetValue(pins)!;
    }
}
