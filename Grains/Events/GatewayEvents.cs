using System.Text.Json;
using Wasilo.Storage.Events;

namespace Wasilo.Grains.Events;

/// <summary>Gateway's envelope, and its names where they differ.</summary>
internal sealed class GatewayEvents : EventFormat
{
    public const string Dialect = "gateway";

    public static GatewayEvents Instance { get; } = new();

    public override string? NameOf(string type) => type switch
    {
        EventTypes.Status or EventTypes.Qr or EventTypes.Paired or EventTypes.Message => type,
        EventTypes.AnyMessage => "message.from_me",
        EventTypes.Ack or EventTypes.GroupAck => "message.status",
        _ => null,
    };

    public override byte[]? Write(StoredEvent happened, EventContext context)
    {
        if (NameOf(happened.Event.Type) is not { } name)
            return null;
        // Of messages that others sent there is another event.
        if (happened.Event.Type == EventTypes.AnyMessage && !GatewayMessages.IsFromMe(happened.Event.Body))
            return null;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", "v1");
            json.WriteString("id", happened.Event.Id);
            json.WriteString("event", name);
            json.WriteString("session", context.Session.Id.ToString());
            json.WriteString("organization", context.Session.Account);
            json.WriteNumber("timestamp", happened.Event.At.ToUnixTimeMilliseconds());
            json.WritePropertyName("payload");
            WritePayload(json, happened);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WritePayload(Utf8JsonWriter json, StoredEvent happened)
    {
        switch (happened.Event.Type)
        {
            case EventTypes.Message or EventTypes.AnyMessage:
                GatewayMessages.WriteMessage(json, happened.Event.Body);
                return;
            case EventTypes.Ack or EventTypes.GroupAck:
                GatewayMessages.WriteStatus(json, happened.Event.Body, happened.Event.At);
                return;
            case not EventTypes.Status:
                json.WriteRawValue(happened.Event.Body.Span, skipInputValidation: true);
                return;
        }

        var body = JsonText.Read<LifeEvents.StatusBody>(happened.Event.Body);
        json.WriteStartObject();
        json.WriteString("status", body.Status.ToLowerInvariant());
        if (body.Reason is { } reason)
            json.WriteString("reason", reason);
        json.WriteEndObject();
    }
}
