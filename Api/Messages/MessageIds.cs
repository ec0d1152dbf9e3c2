using System.Security.Cryptography;
using System.Text;

namespace Wasilo.Api.Messages;

/// <summary>Ids for messages that are still to be sent: <c>3EB0</c> and 18 hexadecimal digits, as web clients make them.</summary>
internal static class MessageIds
{
    /// <summary>The longest id of a message that is taken from a caller.</summary>
    public const int MaxLength = 128;

    private const string Web = "3EB0";
    private const int Bytes = 9;

    /// <summary>One that nobody has.</summary>
    public static string Next() => Web + Convert.ToHexString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The same for the same key of the same session, so that what is asked for twice is sent once.</summary>
    public static string Of(string session, string idempotencyKey) =>
        Web + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{session}\n{idempotencyKey}")).AsSpan(0, Bytes));
}
