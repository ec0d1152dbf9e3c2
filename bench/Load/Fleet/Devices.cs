using System.Globalization;
using System.Text.Json;
using Wasilo.Simulator;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Load.Fleet;

/// <summary>The file of linked devices, a line each.</summary>
internal static class Devices
{
    /// <summary>More than the 5 below which clients make new ones, as Baileys counts; few, because what is measured isn't the store.</summary>
    public const int PreKeys = 6;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Links devices, each to a phone of its own, and writes them into a file.</summary>
    /// <remarks>The file holds private keys, if only of devices that nobody else knows.</remarks>
    public static Task LinkAsync(SimulatorServer server, string file, int count, CancellationToken cancellation) =>
        File.WriteAllLinesAsync(
            file, Enumerable.Range(0, count).Select(index => JsonSerializer.Serialize(Link(server, index), Json)), cancellation);

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

    private static DeviceRecord Link(SimulatorServer server, int index)
    {
        var number = (15_550_000_000 + index).ToString(CultureInfo.InvariantCulture);
        return DeviceRecord.Of(server.LinkCompanion(server.Phones.Create(number), PreKeys));
    }
}
