using System.Buffers.Binary;
using System.Text;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Secrets;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Storage.Messages;

/// <summary>Messages as rows of a commit.</summary>
internal static class MessageRows
{
    private const long Pending = 0;
    private const long Sent = 1;
    private const long Refused = 2;
    private const long RefusedAck = -1;

    /// <summary>The text of a row's key, which its secret is bound to.</summary>
    public static string KeyOf(string chat, string id, string sender) => $"{chat}\n{id}\n{sender}";

    public static IEnumerable<RowChange> Of(MessageCommit commit, SessionCipher cipher)
    {
        var at = commit.At.ToUnixTimeMilliseconds();
        foreach (var (fingerprint, isPlaceholder) in commit.Received)
            yield return new RowChange(MessageTables.PutReceived, fingerprint, fingerprint, isPlaceholder ? 1L : 0L, at);
        foreach (var message in commit.Messages)
        {
            var key = KeyOf(message.Chat, message.Id, message.Sender);
            var secret = cipher.Seal(MessageTables.Messages, key, message.Body.Span);
            var time = message.At.ToUnixTimeMilliseconds();
            yield return new RowChange(
                MessageTables.PutMessage, key, message.Chat, message.Id, message.Sender, time, (long)message.Ack, secret);
        }

        // Of two changes to a row by one statement only the last one counts, so each chat has one.
        foreach (var chat in commit.Messages.GroupBy(static message => message.Chat))
            yield return new RowChange(MessageTables.PutChat, chat.Key, chat.Key, chat.Max(static message => message.At).ToUnixTimeMilliseconds());
        foreach (var (contact, name) in commit.Names)
        {
            var secret = cipher.Seal(MessageTables.Contacts, contact, Encoding.UTF8.GetBytes(name));
            yield return new RowChange(MessageTables.PutContact, contact, contact, secret);
        }

        foreach (var message in commit.Outgoing)
            yield return Put(message, cipher);
        foreach (var settlement in commit.Settled)
        {
            foreach (var change in Settle(settlement))
                yield return change;
        }

        foreach (var (id, ack) in commit.Acks)
            yield return new RowChange(MessageTables.Acknowledge, $"{id}\n{ack}", id, (long)ack);
    }

    public static byte[] Pack(OutgoingMessage message)
    {
        byte[] packed = new byte[sizeof(int) + message.Plaintext.Length + message.Stanza.Length];
        BinaryPrimitives.WriteInt32BigEndian(packed, message.Plaintext.Length);
        message.Plaintext.CopyTo(packed.AsMemory(sizeof(int)));
        message.Stanza.CopyTo(packed.AsMemory(sizeof(int) + message.Plaintext.Length));
        return packed;
    }

    public static (ReadOnlyMemory<byte> Plaintext, ReadOnlyMemory<byte> Stanza) Unpack(ReadOnlyMemory<byte> packed)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(packed.Span);
        return (packed.Slice(sizeof(int), length), packed[(sizeof(int) + length)..]);
    }

    private static RowChange Put(OutgoingMessage message, SessionCipher cipher) => new(
        MessageTables.PutOutgoing,
        message.Id,
        message.Id,
        message.From.ToString(),
        message.Chat.ToString(),
        message.At.ToUnixTimeMilliseconds(),
        Pending,
        null,
        null,
        cipher.Seal(MessageTables.Outgoing, message.Id, Pack(message)));

    private static IEnumerable<RowChange> Settle(Settlement settlement)
    {
        var isSent = settlement.Error is null;
        yield return new RowChange(
            MessageTables.Settle,
            settlement.Id,
            settlement.Id,
            isSent ? Sent : Refused,
            settlement.At.ToUnixTimeMilliseconds(),
            (long?)settlement.Error);
        yield return isSent
            ? new RowChange(MessageTables.Acknowledge, $"{settlement.Id}\n1", settlement.Id, 1L)
            : new RowChange(MessageTables.Refuse, settlement.Id, settlement.Id, string.Empty, RefusedAck);
    }
}
