using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Orleans.Runtime;

namespace Orleans.Local.Storage;

/// <summary>A grain id as <c>{"Type":"session","Key":"ABC"}</c>.</summary>
internal sealed class GrainIdJsonConverter : JsonConverter<GrainId>
{
    public override void WriteJson(JsonWriter writer, GrainId value, JsonSerializer serializer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("Type");
        writer.WriteValue(value.Type.ToString());
        writer.WritePropertyName("Key");
        writer.WriteValue(value.Key.ToString());
        writer.WriteEndObject();
    }

    public override GrainId ReadJson(
        JsonReader reader, Type objectType, GrainId existingValue, bool hasExistingValue, JsonSerializer serializer)
    {
        var json = JObject.Load(reader);
        return GrainId.Create((string?)json["Type"] ?? string.Empty, (string?)json["Key"] ?? string.Empty);
    }
}

/// <summary>A silo address as <c>"127.0.0.1:11111@17"</c>.</summary>
internal sealed class SiloAddressJsonConverter : JsonConverter<SiloAddress>
{
    public override void WriteJson(JsonWriter writer, SiloAddress? value, JsonSerializer serializer) =>
        writer.WriteValue(value?.ToParsableString());

    public override SiloAddress? ReadJson(
        JsonReader reader, Type objectType, SiloAddress? existingValue, bool hasExistingValue, JsonSerializer serializer) =>
        reader.Value is string text ? SiloAddress.FromParsableString(text) : null;
}

/// <summary>Refuses grain references: a state should hold the key, which says as much and survives renamed interfaces.</summary>
internal sealed class GrainReferenceJsonConverter : JsonConverter
{
    public override bool CanConvert(Type objectType) => typeof(IAddressable).IsAssignableFrom(objectType);

    public override void WriteJson(JsonWriter writer, object? value, JsonSerializer serializer) => throw Refused(writer.Path);

    public override object ReadJson(JsonReader reader, Type objectType, object? existingValue, JsonSerializer serializer) =>
        throw Refused(reader.Path);

    private static JsonSerializationException Refused(string path) =>
        new($"The state holds a grain reference at '{path}'. Keep the grain's key instead.");
}
