using System.Globalization;
using System.Text;
using System.Text.Json;
using Wasilo.Grains.Events;
using Wasilo.WhatsApp.Messages;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>WAHA's JSON of messages, and of what is told about them.</summary>
internal static class MessageJson
{
    /// <summary>A message.</summary>
    public static byte[] Message(MessageFacts facts, MessageContent content, int ack) => Write(json => WriteMessage(json, facts, content, ack));

    /// <summary>An emoji on a message.</summary>
    public static byte[] Reaction(MessageFacts facts, ReactionContent reaction, string target) => Write(json =>
    {
        WriteSource(json, facts);
        json.WriteStartObject("reaction");
        json.WriteString("text", reaction.Emoji);
        json.WriteString("messageId", target);
        json.WriteEndObject();
    });

    /// <summary>New content of an earlier message.</summary>
    public static byte[] Edited(MessageFacts facts, EditContent edit) => Write(json =>
    {
        WriteMessage(json, facts, edit.Content, AckWords.Device);
        json.WriteString("editedMessageId", edit.Target.Id);
    });

    /// <summary>A message was deleted for everyone.</summary>
    public static byte[] Revoked(MessageFacts facts, RevokeContent revoke) => Write(json =>
    {
        json.WriteString("revokedMessageId", revoke.Target.Id);
        json.WriteStartObject("after");
        WriteMessage(json, facts, revoke, AckWords.Device);
        json.WriteEndObject();
        json.WriteNull("before");
    });

    /// <summary>How far a message of this account got.</summary>
    public static byte[] Ack(MessageFacts facts, int ack) => Write(json =>
    {
        json.WriteString("id", facts.FullId);
        json.WriteString("from", WahaIds.Of(facts.Me));
        json.WriteString("to", WahaIds.Of(facts.Chat));
        WriteParticipant(json, facts);
        json.WriteBoolean("fromMe", true);
        json.WriteNumber("ack", ack);
        json.WriteString("ackName", AckWords.Of(ack));
    });

    /// <summary>A message as it is kept: what is shown of it, and the message itself, for answers and resending.</summary>
    public static byte[] Keep(byte[] message, ReadOnlyMemory<byte> bytes) => Write(json =>
    {
        json.WritePropertyName("message");
        json.WriteRawValue(message, skipInputValidation: true);
        json.WriteBase64String("bytes", bytes.Span);
    });

    /// <summary>What is shown of a message that was kept, as far as it got by now.</summary>
    public static string Show(ReadOnlyMemory<byte> kept, int ack)
    {
        using var document = JsonDocument.Parse(kept);
        return Encoding.UTF8.GetString(Write(json =>
        {
            foreach (var property in document.RootElement.GetProperty("message").EnumerateObject())
            {
                if (property.Name == "ack")
                    json.WriteNumber("ack", ack);
                else if (property.Name == "ackName")
                    json.WriteString("ackName", AckWords.Of(ack));
                else
                    property.WriteTo(json);
            }
        }));
    }

    /// <summary>A message that was kept, as it was encrypted.</summary>
    public static byte[] BytesOf(ReadOnlyMemory<byte> kept)
    {
        using var document = JsonDocument.Parse(kept);
        return document.RootElement.GetProperty("bytes").GetBytesFromBase64();
    }

    private static void WriteMessage(Utf8JsonWriter json, MessageFacts facts, MessageContent content, int ack)
    {
        WriteSource(json, facts);
        json.WriteString("body", ContentText.Of(content));
        json.WriteBoolean("hasMedia", content is MediaContent);
        json.WriteNumber("ack", ack);
        json.WriteString("ackName", AckWords.Of(ack));
        WriteParts(json, content);
        json.WriteStartObject("_data");
        json.WriteString("type", ContentText.KindOf(content));
        if (facts.PushName is { } name)
            json.WriteString("notifyName", name);
        json.WriteString("senderPn", facts.Sender.Kind == WhatsApp.Binary.JidKind.User ? WahaIds.Of(facts.Sender) : null);
        json.WriteString("senderLid", facts.SenderLid?.ToString());
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, MessageFacts facts)
    {
        json.WriteString("id", facts.FullId);
        json.WriteNumber("timestamp", facts.At.ToUnixTimeSeconds());
        json.WriteString("from", WahaIds.Of(facts.FromMe ? facts.Me : facts.Chat));
        json.WriteBoolean("fromMe", facts.FromMe);
        json.WriteString("source", facts.IsFromHere ? "api" : "app");
        json.WriteString("to", WahaIds.Of(facts.FromMe ? facts.Chat : facts.Me));
        WriteParticipant(json, facts);
    }

    private static void WriteParticipant(Utf8JsonWriter json, MessageFacts facts) =>
        json.WriteString("participant", facts.Participant is { } participant ? WahaIds.Of(participant) : null);

    private static void WriteParts(Utf8JsonWriter json, MessageContent content)
    {
        if (content is LocationContent location)
        {
            json.WriteStartObject("location");
            json.WriteString("latitude", location.Latitude.ToString(CultureInfo.InvariantCulture));
            json.WriteString("longitude", location.Longitude.ToString(CultureInfo.InvariantCulture));
            json.WriteBoolean("live", false);
            json.WriteString("name", location.Name);
            json.WriteString("address", location.Address);
            json.WriteString("url", location.Url);
            json.WriteEndObject();
        }

        if (content.Context.Quoted is { } quoted)
        {
            json.WriteStartObject("replyTo");
            json.WriteString("id", quoted.Id);
            json.WriteString("participant", quoted.Sender is { } sender ? WahaIds.Of(sender) : null);
            json.WriteEndObject();
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
