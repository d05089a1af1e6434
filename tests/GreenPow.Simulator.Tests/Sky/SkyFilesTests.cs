using GreenPow.Simulator.Sky;

namespace GreenPow.Simulator.Tests.Sky;

public class SkyFilesTests
{
    public static TheoryData<string> Days => ["Tucson", "Boulder", "Alamosa"];

    public static MeasuredDay Read(string day) => day switch
    {
        "Tucson" => SkyFiles.Tucson(),
        "Boulder" => SkyFiles.Boulder(),
        _ => SkyFiles.Alamosa(),
    };

    [Theory, MemberData(nameof(Days))]
    public void Night_is_dark_and_never_negative(string day)
    {
        var light = Read(day).GlobalHorizontal.Where(value => !double.IsNaN(value)).ToArray();
        Assert.Equal(0, light.Min());
        Assert.InRange(light.Max(), 200, 1300);
    }

    [Theory]
    [InlineData(-7999.0)]
    [InlineData(-9999.9)]
    public void A_missing_value_is_not_zero(double written) => Assert.True(double.IsNaN(MeasuredDay.Light(written)));

    [Fact]
    public void A_thermal_offset_at_night_is_zero() => Assert.Equal(0, MeasuredDay.Light(-7.69272));

    /// <summary>Line for 19:00 UTC in the file: global 520.7 W/m2 at a zenith of 60.98 degrees.</summary>
    [Fact]
    public void Columns_are_the_ones_that_SURFRAD_documents()
    {
        var day = SkyFiles.Alamosa();
        var noon = 19 * 60;
        Assert.InRange(day.ZenithDegrees[noon], 60, 62);
        // Global = direct x cosine of zenith + diffuse, so direct x cosine is below global on the same line.
        Assert.InRange(day.DirectNormal[noon] * Math.Cos(day.ZenithDegrees[noon] * Math.PI / 180), 1, day.GlobalHorizontal[noon]);
        Assert.InRange(day.AirTemperatureCelsius[noon], -30, 5);
    }
}
