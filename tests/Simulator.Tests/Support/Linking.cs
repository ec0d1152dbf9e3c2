using Wasilo.Simulator.Edges;
using Wasilo.Simulator.Phones;

namespace Wasilo.Simulator.Tests;

/// <summary>What most tests begin with.</summary>
internal static class Linking
{
    /// <summary>Connects as a new client and waits for its references.</summary>
    public static async Task<(TestClient Client, string[] References)> RegisterAsync(this SimulatorServer server, TestDevice device)
    {
        var client = await TestClient.ConnectAsync(server, device, device.Registration());
        var pairDevice = await client.NextAsync("iq");
        return (client, [.. pairDevice.Child("pair-device")!.Children.Select(static reference => reference.Text!)]);
    }

    /// <summary>Links a device to a phone, from the QR code to the stream error that sends it away.</summary>
    public static async Task<Device> LinkAsync(this SimulatorServer server, Phone phone, TestDevice device)
    {
        var (client, references) = await server.RegisterAsync(device);
        await using (client)
        {
            var scan = server.ScanAsync(phone, device.Qr(references[0]));
            await client.SendAsync(device.Accept(await client.NextAsync("iq")));
            (await client.NextAsync("stream:error"))["code"].ShouldBe("515");
            return await scan;
        }
    }

    /// <summary>Logs a linked device in.</summary>
    public static async Task<TestClient> LoginAsync(this SimulatorServer server, Device linked, TestDevice device, Edge? edge = null)
    {
        var client = await TestClient.ConnectAsync(server, device, TestDevice.Login(linked), edge);
        (await client.NextAsync("success")).Jid("lid").ShouldBe(linked.Lid);
        return client;
    }
}
