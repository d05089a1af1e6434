using System.Text.Json;

namespace GreenPow.Mqtt.Tests;

/// <summary>All fields of a value as text, so that two packets can be compared whatever arrays they hold.</summary>
internal static class Structure
{
    public static string Of(object value) => JsonSerializer.Serialize(value, value.GetType());
}
