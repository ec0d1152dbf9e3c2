using System.Collections.Immutable;
using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>What several kinds of content have in common. Others wrote it: what can't be is left out.</summary>
internal static class ContentParts
{
    internal static Jid? ReadJid(string text) => Jid.TryParse(text, out var jid) ? jid : null;

    internal static string? ReadText(string text) => text.Length == 0 ? null : text;

    internal static ReadOnlyMemory<byte> ReadBytes(ByteString bytes) => bytes.Memory;

    internal static int ReadNumber(uint number) => (int)Math.Min(number, int.MaxValue);

    /// <summary>Null if it names no message.</summary>
    internal static MessageReference? ReadKey(MessageKey? key) => key is { Id.Length: > 0 }
        ? new(ReadJid(key.RemoteJid), key.Id, key.FromMe, ReadJid(key.Participant))
        : null;

    internal static EncryptedPart ReadPart(ByteString payload, ByteString iv) => new(payload.Memory, iv.Memory);

    internal static MessageContext ReadContext(ContextInfo? info)
    {
        if (info is null)
            return MessageContext.None;
        return new()
        {
            Quoted = info.StanzaId.Length == 0 ? null : new(info.StanzaId, ReadJid(info.Participant), info.QuotedMessage.Memory)
            {
                Chat = ReadJid(info.RemoteJid),
            },
            Mentions = [.. ReadMentions(info)],
            MentionsEveryone = info.NonJidMentions == 1,
            ForwardingScore = Math.Max(ReadNumber(info.ForwardingScore), info.IsForwarded ? 1 : 0),
            Expiration = info.Expiration == 0 ? null : TimeSpan.FromSeconds(info.Expiration),
        };
    }

    private static IEnumerable<Jid> ReadMentions(ContextInfo info)
    {
        foreach (string text in info.MentionedJid)
        {
            if (ReadJid(text) is { } jid)
                yield return jid;
        }
    }
}
