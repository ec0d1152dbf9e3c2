using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Ids of messages to send: "3EB0", as WhatsApp's own web client marks its ids, and 18 upper-case hexadecimal digits.</summary>
public static class MessageIds
{
    private const string Prefix = "3EB0";
    private const int HashLength = 9;
    private const int RandomLength = 16;

    // No id made by chance hashes something that begins so: those begin with the time.
    private static readonly byte[] KeyDomain = "wasilo idempotency key\0"u8.ToArray();

    /// <summary>An id that no other message has.</summary>
    /// <param name="own">The sending account.</param>
    /// <param name="time">Part of what is hashed.</param>
    /// <param name="random">The other part.</param>
    public static string Next(Jid own, TimeProvider time, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(random);
        byte[] account = Encoding.UTF8.GetBytes($"{own.User}@{JidServer.LegacyUser}");
        byte[] input = new byte[sizeof(long) + account.Length + RandomLength];
        BinaryPrimitives.WriteInt64BigEndian(input, time.GetUtcNow().ToUnixTimeSeconds());
        account.CopyTo(input, sizeof(long));
        random.Fill(input.AsSpan(sizeof(long) + account.Length));
        return Of(input);
    }

    /// <summary>
    /// The id of a key that the caller chose: the same account and key always give the same id, so that the receivers see one message
    /// however often it is sent.
    /// </summary>
    /// <param name="own">The sending account; its device doesn't matter.</param>
    /// <param name="key">Any text but an empty one.</param>
    public static string FromKey(Jid own, string key)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return Of([.. KeyDomain, .. Encoding.UTF8.GetBytes($"{own.ToAccount()}\0{key}")]);
    }

    private static string Of(ReadOnlySpan<byte> input) => Prefix + Convert.ToHexString(SHA256.HashData(input).AsSpan(0, HashLength));
}
