using Google.Protobuf;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>What several kinds of content have in common. What isn't there is left out of the message.</summary>
internal static class ContentFields
{
    /// <summary>Calls <paramref name="write"/> if there is something to write.</summary>
    internal static void Put(string? text, Action<string> write)
    {
        if (!string.IsNullOrEmpty(text))
            write(text);
    }

    /// <inheritdoc cref="Put(string?, Action{string})"/>
    internal static void Put(ReadOnlyMemory<byte> bytes, Action<ByteString> write)
    {
        if (!bytes.IsEmpty)
            write(ByteString.CopyFrom(bytes.Span));
    }

    /// <inheritdoc cref="Put(string?, Action{string})"/>
    internal static void Put(int number, Action<uint> write)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        if (number != 0)
            write((uint)number);
    }

    /// <inheritdoc cref="Put(string?, Action{string})"/>
    internal static void Put(TimeSpan duration, Action<uint> write)
    {
        if (duration != TimeSpan.Zero)
            write(Seconds(duration));
    }

    internal static uint Seconds(TimeSpan duration) => checked((uint)Math.Round(duration.TotalSeconds));

    internal static MessageKey Key(MessageReference reference)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference.Id);
        var key = new MessageKey { FromMe = reference.FromMe, Id = reference.Id };
        Put(reference.Chat?.ToAccount().ToString(), text => key.RemoteJid = text);
        Put(reference.Sender?.ToAccount().ToString(), text => key.Participant = text);
        return key;
    }

    /// <summary>Null if there is nothing of it, so that the message doesn't have the field.</summary>
    internal static ContextInfo? Context(MessageContent content)
    {
        var context = content.Context;
        var info = new ContextInfo();
        if (context.Quoted is { } quoted)
        {
            info.StanzaId = quoted.Id;
            Put(quoted.Sender?.ToAccount().ToString(), text => info.Participant = text);
            Put(quoted.Chat?.ToAccount().ToString(), text => info.RemoteJid = text);
            info.QuotedMessage = ByteString.CopyFrom(quoted.Bytes.Span);
        }

        info.MentionedJid.AddRange(context.Mentions.Select(jid => jid.ToAccount().ToString()));
        if (context.MentionsEveryone)
            info.NonJidMentions = 1;
        if (context.ForwardingScore > 0)
            (info.ForwardingScore, info.IsForwarded) = ((uint)context.ForwardingScore, true);
        if (context.Expiration is { } expiration)
            info.Expiration = Seconds(expiration);
        return info.CalculateSize() == 0 ? null : info;
    }
}
