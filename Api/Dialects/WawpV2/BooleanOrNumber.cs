using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wasilo.Api.Dialects.WawpV2;

/// <summary>A flag that some clients send as 1 or 0.</summary>
internal sealed class BooleanOrNumber : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        JsonTokenType.Number when reader.TryGetInt32(out var number) && number is 0 or 1 => number == 1,
        _ => throw new JsonException("It must be true, false, 1 or 0."),
    };

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
    {
        if (value is { } flag)
            writer.WriteBooleanValue(flag);
        else
            writer.WriteNullValue();
    }
}
