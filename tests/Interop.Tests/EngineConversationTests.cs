using Wasilo.Simulator;
using Wasilo.Simulator.Phones;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Events;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Storage;

namespace Wasilo.Interop.Tests;

/// <summary>Two and more of the engine's own clients write to each other through the Simulator.</summary>
public sealed class EngineConversationTests : IAsyncLifetime
{
    private SimulatorServer _server = null!;

    public async Task InitializeAsync() => _server = await SimulatorServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Two_clients_write_to_each_other()
    {
        await using var alice = await Member.StartAsync(_server, "15550000001", "Alice");
        await using var bob = await Member.StartAsync(_server, "15550000002", "Bob");

        var sent = await alice.Messages.SendTextAsync(bob.Number, "Hello Bob");
        var received = await bob.NextAsync<MessageReceived>();

        received.Source.Id.ShouldBe(sent.Id);
        received.Text().ShouldBe("Hello Bob");
        received.Source.Sender.Device.ShouldBe(alice.Device.Jid.Device);

        for (int i = 0; i < 5; i++)
        {
            await bob.Messages.SendTextAsync(received.Source.Chat, $"Hello Alice {i}");
            (await alice.NextAsync<MessageReceived>()).Text().ShouldBe($"Hello Alice {i}");
            await alice.Messages.SendTextAsync(bob.Number, $"Hello again {i}");
            (await bob.NextAsync<MessageReceived>()).Text().ShouldBe($"Hello again {i}");
        }

        _server.Violations.ShouldBeEmpty();
    }
}
