using System.Buffers.Binary;

namespace Wasilo.WhatsApp.Directory;

/// <summary>What this account and another one trust each other with ("tctoken"): a message without the token may be refused.</summary>
/// <param name="Token">What the other one gave us; empty if it gave none.</param>
/// <param name="Given">When it gave it.</param>
/// <param name="Issued">When we gave it one last; null if never.</param>
internal sealed record PrivacyToken(ReadOnlyMemory<byte> Token, DateTimeOffset? Given, DateTimeOffset? Issued)
{
    /// <summary>Bytes that a token may have; those seen have a few dozen.</summary>
    internal const int MaxLength = 1024;

    private const byte Version = 1;
    private const int HeaderLength = 1 + 2 * sizeof(long);

    // Tokens are counted by weeks, and one is good for the week in which it was given and the three after it.
    private const long BucketSeconds = 604_800;
    private const long BucketsValid = 4;

    internal static PrivacyToken None { get; } = new(default, null, null);

    /// <summary>Whether it can be shown to the server.</summary>
    internal bool IsUsable(DateTimeOffset now) => !Token.IsEmpty && Given is { } given && Bucket(now) - Bucket(given) < BucketsValid;

    /// <summary>Whether the other one needs a new one of us: one is given in each week in which something is sent.</summary>
    internal bool IsIssueDue(DateTimeOffset now) => Issued is not { } issued || Bucket(now) > Bucket(issued);

    /// <summary>This one, or what is newer.</summary>
    internal PrivacyToken With(ReadOnlyMemory<byte> token, DateTimeOffset given, DateTimeOffset? issued)
    {
        var latest = Given is null || Given < given ? this with { Token = token.ToArray(), Given = given } : this;
        return Issued is null || issued > Issued ? latest with { Issued = issued ?? Issued } : latest;
    }

    /// <summary>What is stored: version, times in Unix seconds (0 for none), token.</summary>
    internal byte[] Write()
    {
        byte[] record = new byte[HeaderLength + Token.Length];
        record[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(record.AsSpan(1), Given?.ToUnixTimeSeconds() ?? 0);
        BinaryPrimitives.WriteInt64BigEndian(record.AsSpan(1 + sizeof(long)), Issued?.ToUnixTimeSeconds() ?? 0);
        Token.Span.CopyTo(record.AsSpan(HeaderLength));
        return record;
    }

    /// <summary>Reads what was stored; a record of another version is worth no more than none, because tokens are given anew.</summary>
    internal static PrivacyToken Read(ReadOnlyMemory<byte> record)
    {
        var bytes = record.Span;
        return bytes.Length < HeaderLength || bytes[0] != Version
            ? None
            : new(record[HeaderLength..], Time(bytes[1..]), Time(bytes[(1 + sizeof(long))..]));
    }

    private static DateTimeOffset? Time(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes) switch
    {
        0 => null,
        var seconds => DateTimeOffset.FromUnixTimeSeconds(seconds),
    };

    private static long Bucket(DateTimeOffset time) => time.ToUnixTimeSeconds() / BucketSeconds;
}
