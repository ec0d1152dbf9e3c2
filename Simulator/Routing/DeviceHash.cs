using System.Security.Cryptography;
using System.Text;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>The short hash by which two sides compare lists of devices.</summary>
internal static class DeviceHash
{
    private const int HashedBytes = 6;

    /// <summary>Of the devices' full names in ordinal order: <c>2:</c> and six bytes of SHA-256 in base64.</summary>
    public static string Of(IEnumerable<Jid> devices)
    {
        var names = devices.Select(static jid => jid.ToDeviceString()).Order(StringComparer.Ordinal);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(names)));
        return $"2:{Convert.ToBase64String(hash.AsSpan(0, HashedBytes))}";
    }
}
