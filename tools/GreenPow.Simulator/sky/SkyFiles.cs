using System.Globalization;

namespace GreenPow.Simulator.Sky;

/// <summary>The three measured days in this folder, embedded in the assembly. Columns are found by what the files call them.</summary>
public static class SkyFiles
{
    private const int MountainOffsetSeconds = -25_200;

    /// <summary>Tucson, 2018-10-18, clear.</summary>
    public static MeasuredDay Tucson()
    {
        var day = new MeasuredDay(new Place(32.2297, -110.9553, 786), Midnight(2018, 10, 18, MountainOffsetSeconds));
        ReadCsv(day, "midc-tucson-2018-10-18.csv", "Global Horiz (platform) [W/m^2]", "Air Temperature [deg C]", "Direct Normal [W/m^2]");
        return day;
    }

    /// <summary>National Wind Technology Center near Boulder, 2018-10-14, snow clouds.</summary>
    public static MeasuredDay Boulder()
    {
        var day = new MeasuredDay(new Place(39.9106, -105.2347, 1855), Midnight(2018, 10, 14, MountainOffsetSeconds));
        ReadCsv(day, "midc-nwtc-2018-10-14.csv", "Global PSP [W/m^2]", "Temperature @ 2m [deg C]", directColumn: null);
        return day;
    }

    /// <summary>Alamosa, 2016-01-01 by UTC: from late afternoon of the day before to sunset of the first of January.</summary>
    public static MeasuredDay Alamosa()
    {
        var day = new MeasuredDay(new Place(37.70, -105.92, 2317), Midnight(2016, 1, 1, 0));
        foreach (var line in Lines("surfrad-alamosa-2016-01-01.dat").Skip(2))
        {
            // Columns, from 1: 5 hour, 6 minute, 8 zenith, then value and quality flag in turn: 9 global, 13 direct, 39 air temperature.
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var minute = 60 * (int)Number(words[4]) + (int)Number(words[5]);
            day.ZenithDegrees[minute] = Number(words[7]);
            day.GlobalHorizontal[minute] = Good(words, 8) ? MeasuredDay.Light(Number(words[8])) : double.NaN;
            day.DirectNormal[minute] = Good(words, 12) ? MeasuredDay.Light(Number(words[12])) : double.NaN;
            day.AirTemperatureCelsius[minute] = Good(words, 38) ? MeasuredDay.Value(Number(words[38])) : double.NaN;
        }
        return day;
    }

    private static bool Good(string[] words, int column) => words[column + 1] == "0";

    private static void ReadCsv(MeasuredDay day, string file, string globalColumn, string airColumn, string? directColumn)
    {
        var lines = Lines(file);
        var header = lines[0].Split(',');
        var (time, light, air) = (Array.IndexOf(header, "MST"), Array.IndexOf(header, globalColumn), Array.IndexOf(header, airColumn));
        var direct = directColumn is null ? -1 : Array.IndexOf(header, directColumn);
        foreach (var words in lines.Skip(1).Select(line => line.Split(',')))
        {
            var minute = MinuteOfDay(words[time]);
            day.GlobalHorizontal[minute] = MeasuredDay.Light(Number(words[light]));
            day.AirTemperatureCelsius[minute] = MeasuredDay.Value(Number(words[air]));
            if (direct >= 0)
                day.DirectNormal[minute] = MeasuredDay.Light(Number(words[direct]));
        }
    }

    /// <summary>Either hh:mm or hhmm without leading zeros, as each station has it.</summary>
    private static int MinuteOfDay(string time)
    {
        var clock = int.Parse(time.Replace(":", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return clock / 100 * 60 + clock % 100;
    }

    private static double Midnight(int year, int month, int day, int offsetSeconds) =>
        new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.FromSeconds(offsetSeconds)).ToUnixTimeSeconds();

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Lines(string file)
    {
        using var stream = typeof(SkyFiles).Assembly.GetManifestResourceStream("sky/" + file)
            ?? throw new InvalidOperationException($"The sky file {file} is not embedded in this build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
