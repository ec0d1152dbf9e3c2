using System.Security.Cryptography;
using System.Text;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Messages;

/// <summary>
/// A short hash of a list of devices, whatever its order: <c>2:</c> and 8 characters of base64. Sender and server compare theirs, and see
/// that one of them knows devices that the other doesn't.
/// </summary>
internal static class ParticipantHash
{
    private const string Version = "2:";
    private const int HashLength = 6;

    internal static string Of(IEnumerable<Jid> devices)
    {
        string[] names = [.. devices.Select(device => device.ToDeviceString())];
        Array.Sort(names, StringComparer.Ordinal);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(names)));
        return Version + Convert.ToBase64String(hash.AsSpan(0, HashLength));
    }
}
