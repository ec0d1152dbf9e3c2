using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wasilo.Grains.Events;

/// <summary>JSON as receivers get it: letters of all languages are themselves, which the JSON of no web page needs to be.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Serializer = new(JsonSerializerDefaults.Web);

    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="JsonException">It isn't what was kept.</exception>
    public static TBody Read<TBody>(ReadOnlyMemory<byte> body) =>
        JsonSerializer.Deserialize<TBody>(body.Span, Serializer) ?? throw new JsonException("An event has no body.");
}
