using System.Text.Json;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Load.Connect;

/// <summary>The file of linked devices, a line each.</summary>
internal static class Devices
{
    /// <summary>More than the 5 below which clients make new ones, as Baileys counts; few, because what is measured isn't the store.</summary>
    public const int PreKeys = 6;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Task WriteAsync(string file, IEnumerable<DeviceRecord> devices, CancellationToken cancellation) =>
        File.WriteAllLinesAsync(file, devices.Select(static device => JsonSerializer.Serialize(device, Json)), cancellation);

    /// <summary>Stores of some of the devices, one read after the other.</summary>
    public static async Task<List<InMemoryStore>> ReadAsync(string file, int skip, int count, CancellationToken cancellation)
    {
        var stores = new List<InMemoryStore>(count);
        await foreach (var line in File.ReadLinesAsync(file, cancellation))
        {
            if (skip-- > 0)
                continue;
            if (stores.Count == count)
                break;
            stores.Add(await JsonSerializer.Deserialize<DeviceRecord>(line, Json)!.ToStoreAsync());
        }

        return stores;
    }
}
