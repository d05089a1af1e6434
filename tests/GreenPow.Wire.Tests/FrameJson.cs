using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using GreenPow.Wire;

namespace GreenPow.Wire.Tests;

/// <summary>A frame's public fields as JSON and back: bytes are 0x hex, arrays are as long as the frame's counts say.</summary>
internal static class FrameJson
{
    public static JsonObject Describe(object frame)
    {
        var json = new JsonObject();
        foreach (var field in Fields(frame))
            json[Name(field)] = Value(field, field.GetValue(frame)!, Count(frame, field));
        return json;

        JsonNode Value(FieldInfo field, object value, int count) => value switch
        {
            byte[] bytes => "0x" + Convert.ToHexStringLower(field.Name == "Payload" ? bytes[..count] : bytes),
            uint[] numbers => new JsonArray([.. numbers.Take(count).Select(n => (JsonNode)n)]),
            ulong[] numbers => new JsonArray([.. numbers.Take(count).Select(n => (JsonNode)n)]),
            int[] numbers => new JsonArray([.. numbers.Take(count).Select(n => (JsonNode)n)]),
            Array items => new JsonArray([.. items.Cast<object>().Take(count).Select(item => DescribeItem(frame, item))]),
            _ => JsonSerializer.SerializeToNode(value)!,
        };
    }

    public static T Build<T>(JsonElement json) where T : new()
    {
        object frame = new T();
        Fill(frame, json);
        return (T)frame;
    }

    private static JsonObject DescribeItem(object frame, object item)
    {
        var json = new JsonObject();
        foreach (var field in Fields(item))
        {
            json[Name(field)] = field.GetValue(item) is int[] curve
                ? new JsonArray([.. curve.Take(((ReportFrame)frame).IntervalCount).Select(n => (JsonNode)n)])
                : JsonSerializer.SerializeToNode(field.GetValue(item));
        }
        return json;
    }

    private static void Fill(object target, JsonElement json)
    {
        foreach (var field in Fields(target))
        {
            var value = json.GetProperty(Name(field));
            if (field.GetValue(target) is Array array)
                FillArray(array, value);
            else
                field.SetValue(target, value.Deserialize(field.FieldType));
        }
    }

    private static void FillArray(Array array, JsonElement value)
    {
        if (array is byte[])
        {
            var bytes = Convert.FromHexString(value.GetString()!.AsSpan(2));
            // A command's payload is as long as its length says.
            if (array.Length != CommandFrame.MaximumPayload) Assert.Equal(array.Length, bytes.Length);
            bytes.CopyTo(array, 0);
            return;
        }
        var itemType = array.GetType().GetElementType()!;
        for (var i = 0; i < value.GetArrayLength(); i++)
        {
            if (itemType.IsPrimitive)
                array.SetValue(value[i].Deserialize(itemType), i);
            else
                Fill(array.GetValue(i)!, value[i]);
        }
    }

    private static int Count(object frame, FieldInfo field)
    {
        var counter = field.Name switch
        {
            "Nonces" => "ShareCount",
            "Channels" => "ChannelCount",
            "Payload" => "PayloadLength",
            "RangeFrom" or "RangeLengths" => "RangeCount",
            _ => null,
        };
        return counter is null ? 0 : (byte)frame.GetType().GetField(counter)!.GetValue(frame)!;
    }

    private static FieldInfo[] Fields(object target) =>
        target.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance);

    private static string Name(FieldInfo field) => JsonNamingPolicy.CamelCase.ConvertName(field.Name);
}
