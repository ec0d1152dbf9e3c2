using System.Text.Json;

namespace Wasilo.Grains.Events;

/// <summary>Gateway's JSON of messages, out of WAHA's, as which they are kept.</summary>
internal static class GatewayMessages
{
    private const int MillisecondsInASecond = 1_000;

    public static bool IsFromMe(ReadOnlyMemory<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        return document.RootElement.GetProperty("fromMe").GetBoolean();
    }

    public static void WriteMessage(Utf8JsonWriter json, ReadOnlyMemory<byte> message)
    {
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        var fromMe = root.GetProperty("fromMe").GetBoolean();
        var data = root.GetProperty("_data");
        json.WriteStartObject();
        json.WriteString("chatJid", Jid(root.GetProperty(fromMe ? "to" : "from").GetString()));
        json.WriteString("waMessageId", BareId(root));
        json.WriteString("type", data.GetProperty("type").GetString());
        json.WriteBoolean("fromMe", fromMe);
        json.WriteNumber("timestamp", root.GetProperty("timestamp").GetInt64() * MillisecondsInASecond);
        json.WriteBoolean("hasMedia", root.GetProperty("hasMedia").GetBoolean());
        json.WriteNull("media");
        json.WriteString("body", root.GetProperty("body").GetString());
        json.WriteString("pushName", Text(data, "notifyName"));
        json.WriteString("senderJid", Jid(Text(data, "senderPn")));
        json.WriteString("senderLid", Text(data, "senderLid"));
        if (root.TryGetProperty("replyTo", out var quoted))
        {
            json.WriteString("quotedMessageId", Text(quoted, "id"));
            json.WriteString("quotedSenderJid", Jid(Text(quoted, "participant")));
        }

        json.WriteEndObject();
    }

    public static void WriteStatus(Utf8JsonWriter json, ReadOnlyMemory<byte> ack, DateTimeOffset at)
    {
        using var document = JsonDocument.Parse(ack);
        var root = document.RootElement;
        json.WriteStartObject();
        json.WriteString("chatJid", Jid(Text(root, "to")));
        json.WriteStartArray("messageIds");
        json.WriteStringValue(BareId(root));
        json.WriteEndArray();
        json.WriteString("senderJid", Jid(Text(root, "participant") ?? Text(root, "to")));
        json.WriteString("status", Text(root, "ackName")!.ToLowerInvariant());
        json.WriteNumber("timestamp", at.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string BareId(JsonElement message) => message.GetProperty("id").GetString()!.Split('_')[2];

    private static string? Jid(string? waha) =>
        waha is not null && waha.EndsWith("@c.us", StringComparison.Ordinal) ? $"{waha[..^"c.us".Length]}s.whatsapp.net" : waha;
}
