using System.Buffers;
using System.Security.Cryptography;
using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;

namespace Wasilo.WhatsApp.Messages;

/// <summary>
/// What a stanza gives the server so that it can tell, if the receiver reports the message one day, that the report is true: a MAC over
/// the message's reportable fields, keyed with the message's secret.
/// </summary>
internal static class ReportingToken
{
    internal const int Length = 16;

    private const string Version = "2";

    /// <summary>The child of a message node; null if the message has no secret, or is about another message.</summary>
    /// <param name="message">As it is encrypted for the chat's other members.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="sender">The sending account, in the chat's addressing.</param>
    /// <param name="to">The chat, as the stanza has it.</param>
    internal static Node? NodeOf(Message message, string id, Jid sender, Jid to)
    {
        if (message.MessageContextInfo is not { MessageSecret.Length: MessageSecret.Length } info || IsAboutAnother(message))
            return null;
        byte[] token = Compute(info.MessageSecret.Span, message.ToByteArray(), id, sender, to);
        return new Node("reporting", default, new Node("reporting_token", [("v", Version)], token));
    }

    /// <param name="secret">The message's secret.</param>
    /// <param name="message">The message's bytes without padding.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="sender">The sending account.</param>
    /// <param name="to">The chat.</param>
    /// <exception cref="MalformedMessageException">The bytes aren't a message.</exception>
    internal static byte[] Compute(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> message, string id, Jid sender, Jid to)
    {
        Span<byte> key = stackalloc byte[SHA256.HashSizeInBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, [], MessageSecrets.Info(id, sender, to, SecretUse.ReportToken));
        return HMACSHA256.HashData(key, Reportable(message, ReportingFields.OfMessage, depth: 1))[..Length];
    }

    /// <summary>The fields that count, by their numbers; of those with the same number the first one first.</summary>
    private static byte[] Reportable(ReadOnlySpan<byte> message, ReportingFields table, int depth)
    {
        if (depth > MessageCodec.MaxDepth)
            throw new MalformedMessageException("A message is nested too deeply for a report.");
        var parts = new List<(int Number, byte[] Bytes)>();
        var fields = new WireFields(message);
        while (fields.Next())
        {
            if (!table.TryFind(fields.Number, out var inner))
                continue;
            byte[] part = inner is null || fields.WireType != WireFields.Delimited
                ? fields.Whole.ToArray()
                : Wrap(fields.Number, Reportable(fields.Value, inner, depth + 1));
            parts.Add((fields.Number, part));
        }

        var content = new ArrayBufferWriter<byte>(Math.Max(1, message.Length));
        foreach (var (_, part) in parts.OrderBy(part => part.Number))
            content.Write(part);
        return content.WrittenSpan.ToArray();
    }

    // A message of which nothing counts doesn't count itself.
    private static byte[] Wrap(int number, byte[] content)
    {
        if (content.Length == 0)
            return [];
        uint tag = WireFormat.MakeTag(number, WireFormat.WireType.LengthDelimited);
        byte[] whole = new byte[
            CodedOutputStream.ComputeUInt32Size(tag) + CodedOutputStream.ComputeLengthSize(content.Length) + content.Length];
        using var output = new CodedOutputStream(whole);
        output.WriteUInt32(tag);
        output.WriteLength(content.Length);
        content.CopyTo(whole.AsSpan(whole.Length - content.Length));
        output.Flush();
        return whole;
    }

    private static bool IsAboutAnother(Message message) =>
        message.ReactionMessage is not null || message.EncReactionMessage is not null
        || message.EncEventResponseMessage is not null || message.PollUpdateMessage is not null;
}
