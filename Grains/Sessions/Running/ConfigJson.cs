using System.Text.Json;
using System.Text.Json.Serialization;
using Wasilo.Grains.Abstractions.Sessions;

namespace Wasilo.Grains.Sessions.Running;

/// <summary>A session's config as it is stored.</summary>
internal static class ConfigJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(SessionConfig config) => JsonSerializer.Serialize(config, Options);

    public static SessionConfig Read(string json) => JsonSerializer.Deserialize<SessionConfig>(json, Options) ?? SessionConfig.Default;
}
