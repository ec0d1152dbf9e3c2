using System.Reflection;
using System.Text.Json;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Storage.Events;

namespace Wasilo.Grains.Events;

/// <summary>WAHA's envelope. Wawp's is the same and names the instance beside.</summary>
internal sealed class WahaEvents : EventFormat
{
    public const string Waha = "waha";
    public const string Wawp = "wawp";

    private const string Engine = "WASILO";
    private static readonly string Version = typeof(WahaEvents).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];

    private readonly bool _namesInstance;

    private WahaEvents(bool namesInstance) => _namesInstance = namesInstance;

    public static WahaEvents Instance { get; } = new(namesInstance: false);

    public static WahaEvents ForWawp { get; } = new(namesInstance: true);

    public override string NameOf(string type) => type;

    public override byte[] Write(StoredEvent happened, EventContext context)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Options))
        {
            json.WriteStartObject();
            json.WriteString("id", happened.Event.Id);
            json.WriteNumber("timestamp", happened.Event.At.ToUnixTimeMilliseconds());
            json.WriteString("event", happened.Event.Type);
            json.WriteString("session", context.Session.Name);
            if (_namesInstance)
                json.WriteString("instance_id", context.Session.Id.ToString());
            WriteMetadata(json, context.Metadata);
            WriteMe(json, context.Me);
            json.WritePropertyName("payload");
            if (happened.Event.Type == EventTypes.Status)
                WriteStatus(json, happened, context);
            else
                json.WriteRawValue(happened.Event.Body.Span, skipInputValidation: true);
            json.WriteString("engine", Engine);
            WriteEnvironment(json, context);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
            return;
        json.WriteStartObject("metadata");
        foreach (var (key, value) in metadata)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteMe(Utf8JsonWriter json, LinkedAccount? me)
    {
        if (me is null)
            return;
        json.WriteStartObject("me");
        json.WriteString("id", $"{me.PhoneNumber}@c.us");
        json.WriteString("pushName", me.PushName ?? "");
        if (me.Lid is not null)
            json.WriteString("lid", me.Lid);
        json.WriteString("jid", me.Jid);
        json.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter json, StoredEvent happened, EventContext context)
    {
        var body = JsonText.Read<LifeEvents.StatusBody>(happened.Event.Body);
        json.WriteStartObject();
        json.WriteString("name", context.Session.Name);
        json.WriteString("status", Word(body.Status));
        json.WriteStartArray("statuses");
        foreach (var (status, timestamp) in body.Statuses)
        {
            json.WriteStartObject();
            json.WriteString("status", Word(status));
            json.WriteNumber("timestamp", timestamp);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("data");
        if (body.Reason is { } reason)
        {
            json.WriteStartObject();
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }

    private static void WriteEnvironment(Utf8JsonWriter json, EventContext context)
    {
        json.WriteStartObject("environment");
        json.WriteString("version", Version);
        json.WriteString("engine", Engine);
        json.WriteString("tier", "PLUS");
        json.WriteNull("browser");
        json.WriteStartObject("worker");
        json.WriteString("id", context.Node);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // WAHA has no such word.
    private static string Word(string status) => status == "LOGGED_OUT" ? "FAILED" : status;
}
