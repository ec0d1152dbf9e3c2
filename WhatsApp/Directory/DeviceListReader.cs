using System.Collections.Immutable;
using System.Globalization;
using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Directory;

/// <summary>Reads a user's devices from the answer to a query.</summary>
/// <remarks>
/// <code>
/// &lt;devices&gt;&lt;device-list&gt;&lt;device id [key-index] [is_hosted]/&gt;...&lt;/device-list&gt;
///   &lt;key-index-list&gt;ADVSignedKeyIndexList&lt;/key-index-list&gt;&lt;/devices&gt;
/// </code>
/// </remarks>
internal static class DeviceListReader
{
    /// <summary>All devices of the list, each number once; none if there is no list.</summary>
    internal static ImmutableArray<DeviceEntry> ReadDevices(Node user) =>
        [.. ReadList(user).Select(ReadDevice).OfType<DeviceEntry>().DistinctBy(device => device.Number)];

    /// <summary>The signed list of valid keys; empty if there is none.</summary>
    internal static ReadOnlyMemory<byte> ReadKeyIndexList(Node user) => user.Child("devices")?.Child("key-index-list")?.Bytes ?? default;

    private static IEnumerable<Node> ReadList(Node user) =>
        user.Child("devices")?.Child("device-list")?.ChildrenTagged("device") ?? [];

    private static DeviceEntry? ReadDevice(Node device)
    {
        if (!byte.TryParse(device["id"], NumberStyles.None, CultureInfo.InvariantCulture, out byte number))
            return null;
        uint? keyIndex = uint.TryParse(device["key-index"], NumberStyles.None, CultureInfo.InvariantCulture, out uint index) ? index : null;
        return new DeviceEntry(number, keyIndex, device["is_hosted"] is "true" or "1");
    }
}
